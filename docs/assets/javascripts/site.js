/**
 * What every script of the site uses: the way to a data file, and to a page.
 *
 *   await anliku.load(address)           the bytes of a data file, as an ArrayBuffer
 *   await anliku.load(address, {fresh})  the same, never from the browser's cache
 *   anliku.link(address)                 the address of a page, as the browser can open it
 *
 * In a copy opened from disk, a browser refuses `fetch` and opens no folder's index. There each
 * data file stands as a script beside its place (`x.bin.js`), which hands its bytes over in
 * Base64: `anliku.give("...")`.
 */
"use strict";

(() => {
  const isOnDisk = location.protocol === "file:";
  const takers = new WeakMap(); // of a script's bytes: each load waits for a script of its own

  async function fetchFile(address, fresh) {
    // Not "no-cache": a host that tells files apart by length and second answers 304 for another
    // build's file.
    const response = await fetch(address, { cache: fresh ? "reload" : "default" });
    if (!response.ok) {
      throw new Error(`${address}: ${response.status}`);
    }
    return response.arrayBuffer();
  }

  function runFile(address) {
    const url = new URL(address, document.baseURI);
    url.pathname += ".js";
    return new Promise((resolve, reject) => {
      const script = document.createElement("script");
      takers.set(script, resolve);
      script.onerror = () => reject(new Error(`${address}: missing`));
      script.onload = () => {
        script.remove();
        reject(new Error(`${address}: empty`)); // unless it has given
      };
      script.src = url.href;
      document.head.append(script);
    });
  }

  function give(base64) {
    const bytes = Uint8Array.from(atob(base64), (one) => one.charCodeAt(0));
    takers.get(document.currentScript)(bytes.buffer);
  }

  function load(address, { fresh = false } = {}) {
    return isOnDisk ? runFile(address) : fetchFile(address, fresh);
  }

  function link(address) {
    const url = new URL(address, document.baseURI);
    if (isOnDisk && url.pathname.endsWith("/")) {
      url.pathname += "index.html";
    }
    return url.href;
  }

  window.anliku = { give, link, load };
})();
