/* Search from file://: browsers start no worker there, so its script runs in a hidden frame instead. */
(() => {
  "use strict";
  if (location.protocol !== "file:") return;

  window.IFrameWorker = class extends EventTarget {
    constructor(url) {
      super();
      this.onmessage = null;
      this.waiting = [];
      this.ready = false;
      this.frame = document.createElement("iframe");
      this.frame.hidden = true;
      document.body.append(this.frame);

      const inside = this.frame.contentWindow;
      inside.postMessage = (data) => this.receive(data);
      inside.importScripts = (...sources) =>
        sources.reduce((before, source) => before.then(() => load(inside.document, source)), Promise.resolve());
      load(inside.document, url).then(() => {
        this.ready = true;
        this.waiting.splice(0).forEach((data) => this.postMessage(data));
      });
    }

    receive(data) {
      const event = new MessageEvent("message", { data });
      this.dispatchEvent(event);
      if (this.onmessage) this.onmessage(event);
    }

    postMessage(data) {
      if (!this.ready) {
        this.waiting.push(data);
        return;
      }
      const inside = this.frame.contentWindow;
      inside.dispatchEvent(new inside.MessageEvent("message", { data }));
    }

    terminate() {
      this.frame.remove();
    }
  };
  window.Worker = window.IFrameWorker;

  function load(page, source) {
    return new Promise((resolve, reject) => {
      const script = page.createElement("script");
      script.src = new URL(source, location.href).href;
      script.onload = resolve;
      script.onerror = reject;
      page.body.append(script);
    });
  }
})();
