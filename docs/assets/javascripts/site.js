/**
 * What every script of the site uses: the way to a data file and to a page, and a few short things.
 *
 *   await anliku.load(address)           the bytes of a data file, as an ArrayBuffer
 *   await anliku.load(address, {fresh})  the same, never from the browser's cache
 *   anliku.link(address)                 the address of a page, as the browser can open it
 *   anliku.ownAddress()                  the address of this page for others, "" where it has none
 *   anliku.root                          the address of the site's root
 *   anliku.isId(text)                    whether a text could be the id of a case
 *   anliku.idOf(address)                 the id of the case whose page is there, "" where none is
 *   anliku.make(tag, name, ...children)  an element with a class; a string becomes text
 *   anliku.shorten(text)                 what a page repeats of an address or a box, cut where long
 *   anliku.tell(text)                    tells the reader something in passing: frame.js listens
 *
 * In a copy opened from disk, a browser refuses `fetch` and opens no folder's index. There each
 * data file stands as a script beside its place (`x.bin.js`), which hands its bytes over in
 * Base64: `anliku.give("...")`.
 */
"use strict";

(() => {
  const isOnDisk = location.protocol === "file:";
  const root = new URL("../../", document.currentScript.src);
  const ID = /^[a-z0-9]+(-[a-z0-9]+)*$/;
  const ID_LENGTH = 64;
  const ECHO_LENGTH = 40; // of what a page repeats, in characters
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
      script.onerror = () => {
        script.remove();
        reject(new Error(`${address}: missing`));
      };
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

  /** A path on a reader's disk leads nobody else anywhere. */
  function ownAddress() {
    const canonical = document.querySelector("link[rel=canonical]")?.href;
    return canonical || (isOnDisk ? "" : location.href.replace(/[?#].*$/, ""));
  }

  function isId(text) {
    return typeof text === "string" && text.length <= ID_LENGTH && ID.test(text);
  }

  /** @param {string | URL} address */
  function idOf(address) {
    const below = new URL("cases/", root).href;
    const page = new URL(address, document.baseURI).href.replace(/[?#].*$/, "");
    const rest = page.startsWith(below) ? page.slice(below.length) : "";
    const id = rest.replace(/\/(index\.html)?$/, "");
    return id !== rest && isId(id) ? id : "";
  }

  function make(tag, className, ...children) {
    const element = document.createElement(tag);
    if (className) {
      element.className = className;
    }
    if (tag === "button") {
      element.type = "button"; // none of those made here sends a form
    }
    element.append(...children);
    return element;
  }

  function shorten(text) {
    const characters = [...text];
    const isLong = characters.length > ECHO_LENGTH;
    return isLong ? `${characters.slice(0, ECHO_LENGTH).join("")}…` : text;
  }

  function tell(text) {
    document.dispatchEvent(new CustomEvent("tell", { detail: text }));
  }

  window.anliku = { give, idOf, isId, link, load, make, ownAddress, root, shorten, tell };
})();
