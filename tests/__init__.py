"""The tests of Milepost; folders mirror the package."""
