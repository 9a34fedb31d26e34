"""People: the team, stakeholders, responsibilities and who is told what."""
