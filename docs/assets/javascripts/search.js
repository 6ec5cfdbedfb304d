/**
 * The search engine of the library: asks the index that generator/search has built.
 *
 *   const engine = anlikuSearch.open("../search/");
 *   const found = await engine.search("货车司机 党建");
 *   found.state          "ok", "none", "short" (nothing but punctuation), "empty" (nothing at all)
 *   found.total          how many cases; an estimate unless found.exact
 *   await found.page(1)  ten at most: [{id, title, place, year, excerpt}]; title and excerpt are
 *                        lists of [text, isHit]
 *   found.hasPage(2)     whether there is more to ask for; it may turn out to hold nothing
 *
 * search() and page() reject when the network fails or the index cannot be read. Where an index has
 * been rebuilt under an open page, its files are gone: the manifest is read once more, and the
 * query asked again.
 *
 * open(base, {load}) takes another way to the bytes, for a copy without a web server:
 * load(name, fresh) promises the bytes of a file of the index; `fresh` forbids an old answer.
 *
 * The format of the index stands in generator/search/{index,shards,terms}.py. search-text.js, which
 * knows texts, comes before; where it says "normal form", see there.
 */
"use strict";

(() => {
  const { excerptOf, fold, gramsOf, markHits, normalize, orderGrams, parseQuery } =
    window.anlikuSearch;

  const VERSION = 1;
  const PAGE = 10;
  /** With so few candidates left, their texts are read: cheaper than more shards, and certain. */
  const FEW = 10;
  /** How many shards are asked for side by side, and how many times; then texts must decide. */
  const ROUND = 3;
  const ROUNDS = 2;
  /** A query of more terms than this is not looked up as one phrase: too many shards. */
  const PHRASE_TERMS = 3;
  /** How many texts a page may cost, once it has a result to show. */
  const TEXTS = 20;

  // ------------------------------------------------------------------------ the files

  /** Gives the number of a term's shard; `scatter` of terms.py is its other half. */
  function shardOf(term, shards) {
    let hash = 0;
    for (const character of term) {
      hash = Math.imul(hash ^ character.codePointAt(0), 0x9e3779b1);
      hash ^= hash >>> 15;
    }
    return (hash >>> 0) % shards;
  }

  function reader(bytes) {
    let at = 0;
    return {
      more: () => at < bytes.length,
      take: (length) => bytes.subarray(at, (at += length)),
      number() {
        let value = 0;
        for (let scale = 1; ; scale *= 128) {
          const byte = bytes[at++];
          value += (byte & 127) * scale;
          if (!(byte & 128)) {
            return value;
          }
        }
      },
    };
  }

  /** @param {Uint8Array} bytes @returns {Map<string, Uint8Array>} coded postings by term */
  function decodeShard(bytes) {
    const read = reader(bytes);
    const terms = new TextDecoder().decode(read.take(read.number())).split("\n").slice(0, -1);
    const sizes = terms.map(() => read.number());
    return new Map(terms.map((term, place) => [term, read.take(sizes[place])]));
  }

  /** @param {Uint8Array} bytes @returns {Map<number, number>} heaviest field by document */
  function decodePostings(bytes, fields) {
    const postings = new Map();
    const read = reader(bytes);
    for (let document = 0; read.more(); document += 1) {
      const value = read.number();
      document += Math.floor(value / fields);
      postings.set(document, value % fields);
    }
    return postings;
  }

  /** Gives a document with its paragraphs, each folded, in the order of their fields. */
  function decodeDocument(bytes) {
    const [id, title, place, year, fields] = JSON.parse(new TextDecoder().decode(bytes));
    const paragraphs = fields.flatMap((text, field) =>
      text.split("\n").map((line) => ({ field, text: line, folded: fold(line).text })),
    );
    return { id, title, place, year, paragraphs };
  }

  async function gunzip(bytes) {
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    return new Uint8Array(await new Response(stream).arrayBuffer());
  }

  function loadFrom(base) {
    return (name, fresh) => window.anliku.load(base + name, { fresh });
  }

  /** Reads the manifest; gives the index that it names, whose files are each read once. */
  async function openIndex(load) {
    const manifest = JSON.parse(new TextDecoder().decode(await load("manifest.json", true)));
    if (manifest.version !== VERSION) {
      throw new Error(`index of version ${manifest.version}, not ${VERSION}`);
    }
    const files = new Map();
    const file = (name, decode) => {
      if (!files.has(name)) {
        files.set(name, load(`${manifest.index}-${name}.bin`, false).then(gunzip).then(decode));
      }
      return files.get(name);
    };
    const shardName = (term) => `s${shardOf(term, manifest.shards)}`;
    return {
      ...manifest,
      isAtHand: (term) => files.has(shardName(term)),
      postings: async (term) => {
        const coded = (await file(shardName(term), decodeShard)).get(term);
        return decodePostings(coded || new Uint8Array(), manifest.fields);
      },
      document: (number) => file(`d${number}`, decodeDocument),
    };
  }

  // ------------------------------------------------------------------------ the answer

  /** Looks up until few candidates are left, nothing is left to look up, or it has cost enough. */
  async function lookUp(index, grams) {
    const postings = new Map();
    let candidates = null;
    let wanted = index.shards ? grams : [];
    for (let round = 0; round < ROUNDS && wanted.length; round += 1) {
      const now = wanted.filter((gram, place) => place < ROUND || index.isAtHand(gram));
      wanted = wanted.filter((gram) => !now.includes(gram));
      const lists = await Promise.all(now.map(index.postings));
      now.forEach((gram, place) => postings.set(gram, lists[place]));
      lists.sort((one, other) => one.size - other.size);
      for (const list of lists) {
        candidates = (candidates || [...list.keys()]).filter((number) => list.has(number));
      }
      if (candidates.length <= FEW) {
        break;
      }
    }
    return { postings, candidates: candidates || [] };
  }

  /** Gives the heaviest field of a document for each term; null when one is not met. */
  function fieldsOf(document, terms) {
    const fields = terms.map((term) => {
      const paragraph = document.paragraphs.find(({ folded }) => folded.includes(term));
      return paragraph && paragraph.field;
    });
    return fields.includes(undefined) ? null : fields;
  }

  /** Tells for each candidate that has the terms, by its text, in which fields it has them. */
  async function factsOfTexts(index, candidates, terms, phrase) {
    const documents = await Promise.all(candidates.map(index.document));
    return documents.flatMap((document, place) => {
      const fields = fieldsOf(document, terms);
      const isPhrase = fieldsOf(document, [phrase]) !== null;
      return fields ? [{ number: candidates[place], fields, isPhrase }] : [];
    });
  }

  /** Tells the same by what the index holds, which may be too good. */
  async function factsOfPostings(index, candidates, grams, postings, phrase) {
    const own = grams.flat();
    const joints = gramsOf(phrase).filter((gram) => !own.includes(gram));
    const asked = grams.length > PHRASE_TERMS ? [] : joints;
    const lists = await Promise.all(asked.map(index.postings));
    const known = grams.map((mine) => mine.flatMap((gram) => postings.get(gram) || []));
    return candidates.map((number) => ({
      number,
      fields: known.map((mine) => Math.max(0, ...mine.map((list) => list.get(number)))),
      isPhrase: lists.every((list) => list.has(number)),
    }));
  }

  /** Gives the numbers, the best first: the phrase as typed, then rare terms in heavy fields. */
  function rank(facts, rarity) {
    const scored = facts.map(({ number, fields, isPhrase }) => {
      const weights = fields.map((field, place) => rarity[place] * 2 ** -field);
      return { number, isPhrase, score: weights.reduce((sum, weight) => sum + weight, 0) };
    });
    scored.sort(
      (one, other) =>
        other.isPhrase - one.isPhrase || other.score - one.score || one.number - other.number,
    );
    return scored.map(({ number }) => number);
  }

  /** Asks one index; gives what was found, of which page() reads and verifies the texts. */
  async function ask(index, query, terms) {
    const grams = terms.map(gramsOf);
    const { postings, candidates } = await lookUp(index, orderGrams(grams));
    const rarity = grams.map((mine) => {
      const sizes = mine.flatMap((gram) => (postings.has(gram) ? postings.get(gram).size : []));
      return Math.log(1 + index.documents / Math.max(1, Math.min(index.documents, ...sizes)));
    });
    const phrase = normalize(query.replace(/\s+/g, " "));
    const facts =
      candidates.length > FEW
        ? await factsOfPostings(index, candidates, grams, postings, phrase)
        : await factsOfTexts(index, candidates, terms, phrase);
    const isWhole = terms.every((term, place) => grams[place][0] === term);
    return new Found(index, terms, rank(facts, rarity), isWhole || candidates.length <= FEW);
  }

  /** What one index has for a query: pages of what is right, and what is still to be verified. */
  class Found {
    constructor(index, terms, ahead, isSure) {
      this.index = index;
      this.terms = terms;
      this.ahead = ahead;
      this.isSure = isSure;
      this.pages = [];
      this.read = 0;
    }

    get exact() {
      return this.isSure || !this.ahead.length;
    }

    /** Takes what is ahead to be right as often as what has been read. */
    get total() {
      const right = this.pages.flat().length;
      return right + Math.round(this.ahead.length * (this.isSure ? 1 : right / this.read || 0));
    }

    hasPage(page) {
      return page <= this.pages.length || this.ahead.length > 0;
    }

    async page(page) {
      while (this.pages.length < page && this.ahead.length) {
        const right = await this.readPage();
        if (right.length) {
          this.pages.push(right);
        }
      }
      return (this.pages[page - 1] || []).map((document) => present(document, this.terms));
    }

    /** Gives ten documents, or fewer where the texts to find ten would cost the reader too much. */
    async readPage() {
      const right = [];
      let texts = 0;
      while (this.ahead.length && right.length < PAGE && !(right.length && texts >= TEXTS)) {
        const documents = await Promise.all(this.ahead.slice(0, PAGE).map(this.index.document));
        texts += documents.length;
        while (documents.length && right.length < PAGE) {
          const document = documents.shift();
          right.push(...(fieldsOf(document, this.terms) ? [document] : []));
          this.ahead.shift();
          this.read += 1;
        }
      }
      return right;
    }
  }

  /** Gives a result as it is shown. */
  function present({ id, title, place, year, paragraphs }, terms) {
    const below = paragraphs.filter(({ field }) => field > 0);
    return { id, title: markHits(title, terms), place, year, excerpt: excerptOf(below, terms) };
  }

  // ------------------------------------------------------------------------ the engine

  /**
   * @param {string} base the address of the folder of the index, ending in "/"
   * @param {{load?: (name: string, fresh: boolean) => Promise<ArrayBuffer | Uint8Array>}} [how]
   */
  function open(base, { load = loadFrom(base) } = {}) {
    let opened = null;

    function current() {
      if (!opened) {
        opened = openIndex(load);
        opened.catch(() => (opened = null));
      }
      return opened;
    }

    /** Works with the index; once more with the one that replaced it, where it is gone. */
    async function withIndex(work) {
      const index = await current();
      try {
        return await work(index);
      } catch (error) {
        opened = null;
        const replaced = await current();
        if (replaced.index === index.index) {
          throw error;
        }
        return work(replaced);
      }
    }

    async function search(query) {
      const terms = parseQuery(query);
      if (!terms.length) {
        const state = query.trim() ? "short" : "empty";
        return { state, total: 0, exact: true, hasPage: () => false, page: async () => [] };
      }
      let found = null;
      let turn = Promise.resolve();
      const read = (page) =>
        withIndex(async (index) => {
          if (!found || found.index !== index) {
            found = await ask(index, query, terms);
          }
          return found.page(page);
        });
      // One after the other: two pages read at once would verify the same documents twice.
      const page = (number) => (turn = turn.catch(() => {}).then(() => read(number)));
      await page(1);
      return {
        get state() {
          return found.hasPage(1) ? "ok" : "none";
        },
        get total() {
          return found.total;
        },
        get exact() {
          return found.exact;
        },
        hasPage: (number) => found.hasPage(number),
        page,
      };
    }

    return { search };
  }

  const isSupported = typeof DecompressionStream === "function";
  Object.assign(window.anlikuSearch, { decodePostings, decodeShard, isSupported, open, shardOf });
})();
