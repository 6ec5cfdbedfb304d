/**
 * The search engine of the library: asks the index that generator/search has built.
 *
 *   const engine = anlikuSearch.open("../search/");
 *   const found = await engine.search({ query: "货车司机 党建", choices: { region: ["370000"] } });
 *   found.state          "ok", "none", "short" (nothing but punctuation), "empty" (nothing is asked
 *                        for: all cases)
 *   found.total          how many cases; an estimate unless found.exact
 *   found.first          the first results of page 1, at least one where there is any
 *   await found.page(1)  ten at most: [{id, title, place, time, domain, excerpt}]; title and
 *                        excerpt are lists of [text, isHit]
 *   found.hasPage(2)     whether there is more to ask for; it may turn out to hold nothing
 *   found.read           the query as it was read, where it was converted from traditional script
 *   found.unknown        the choices that the library does not have, which are ignored
 *   await found.counts() {parameter: Map of id -> number}: how many would be found with a choice
 *   await engine.facets()  what can be chosen
 *   await engine.suggest("货车师机")  tags and places near to a query that finds nothing
 *
 * What is asked for:
 *   query    text; a plain string may stand in place of the whole
 *   choices  {parameter: ids}: one of the ids in each of the facets
 *   sort     "relevance" (where there is a query), "newest" (else), or an order of the index:
 *            "place", "title"
 *
 * search() and page() reject when the network fails or the index cannot be read. Where an index has
 * been rebuilt under an open page, its files are gone: the manifest is read once more, and the
 * query asked again.
 *
 * open(base, {load}) takes another way to the bytes, for a copy without a web server:
 * load(name, fresh) promises the bytes of a file of the index; `fresh` forbids an old answer.
 */
"use strict";

(() => {
  const {
    countChoices, excerptOf, fieldsOf, FEW, HAN, inDocument, isCertain, listFacets, lookUp, makeTerm, markHits,
    misses, nearestChoices, normalize, openIndex, parseQuery, rank, readChoices, simplify, sortNumbers,
  } = window.anlikuSearch;

  const PAGE = 10;
  /** How many texts are read for the first results. */
  const FIRST = 4;
  /** How many texts a page may cost, once it has a result to show. */
  const TEXTS = 20;

  // ------------------------------------------------------------------------ the answer

  /** Asks one index; the query as typed, or as it is read where that finds nothing. */
  async function ask(index, request) {
    let found = null;
    for await (const query of readings(index, request.query)) {
      found = await askAs(index, { ...request, query });
      await found.begin();
      if (found.hasPage(1)) {
        found.reading = query === request.query ? "" : query;
        break;
      }
    }
    return found;
  }

  /** Gives the ways to read a query: as typed, then in simplified script. */
  async function* readings(index, query) {
    const typed = query.normalize("NFC");
    const [sure] = index.isAtHand("t") ? await index.script() : [new Map()];
    let last = simplify(typed, sure);
    // No indexed text has a character that is traditional beyond doubt.
    yield last === typed ? query : last;
    if (HAN.test(query) && index.documents) {
      for (const simplified of await index.script()) {
        const converted = simplify(typed, simplified);
        if (converted !== last) {
          yield (last = converted);
        }
      }
    }
  }

  /** Asks for one way to read the query; of what is found, page() reads and verifies the texts. */
  async function askAs(index, { query, choices, sort }) {
    const { wanted, unknown } = await readChoices(index, choices);
    const missed = misses(index, wanted);
    const isWanted = (number) => !missed.count[number];
    const terms = parseQuery(query).map(makeTerm);
    if (!terms.length) {
      const numbers = Array.from({ length: index.documents }, (_, number) => number);
      const ahead = await sortNumbers(index, numbers.filter(isWanted), sort);
      return new Found(index, { terms, wanted, unknown, ahead, isSure: true });
    }
    const { postings, candidates } = await lookUp(index, terms, isWanted);
    const isSure = isCertain(terms, postings);
    if (sort && sort !== "relevance") {
      const ahead = await sortNumbers(index, candidates, sort);
      return new Found(index, { terms, wanted, unknown, ahead, isSure });
    }
    const phrase = makeTerm(normalize(query.replace(/\s+/g, " ")));
    const ahead = await rank(index, candidates, terms, postings, phrase);
    return new Found(index, { terms, wanted, unknown, ahead, isSure });
  }

  /** What one index has: pages of what is right, and what is still to be verified. */
  class Found {
    constructor(index, { terms, wanted, unknown, ahead, isSure }) {
      this.index = index;
      this.terms = terms;
      this.wanted = wanted;
      this.unknown = unknown;
      this.ahead = ahead;
      this.isSure = isSure;
      this.pages = [];
      this.begun = []; // of the next page
      this.wrong = new Set();
      this.read = 0;
      this.reading = "";
    }

    get exact() {
      return this.isSure || !this.ahead.length;
    }

    /** Takes what is ahead to be right as often as what has been read. */
    get total() {
      const right = this.pages.flat().length + this.begun.length;
      return right + Math.round(this.ahead.length * (this.isSure ? 1 : right / this.read || 0));
    }

    hasPage(page) {
      return page <= this.pages.length || this.begun.length + this.ahead.length > 0;
    }

    /** Reads on until there is something to show. */
    async begin() {
      while (!this.begun.length && this.ahead.length) {
        await this.verify(FIRST);
      }
    }

    get first() {
      return this.begun.map((document) => present(document, this.terms));
    }

    async page(page) {
      while (this.pages.length < page && this.begun.length + this.ahead.length) {
        await this.readPage();
        if (this.begun.length) {
          this.pages.push(this.begun.splice(0, PAGE));
        }
      }
      return (this.pages[page - 1] || []).map((document) => present(document, this.terms));
    }

    /** Begins a page of ten, or of fewer where the texts to find ten would cost too much. */
    async readPage() {
      const before = this.read;
      const isDear = () => this.begun.length && this.read - before >= TEXTS;
      while (this.ahead.length && this.begun.length < PAGE && !isDear()) {
        await this.verify(Math.max(FIRST, PAGE - this.begun.length));
      }
    }

    /** Reads the texts of what is next; what has not the terms is left out. */
    async verify(count) {
      const numbers = this.ahead.slice(0, count);
      const documents = await Promise.all(numbers.map(this.index.document));
      this.ahead.splice(0, count);
      this.read += numbers.length;
      documents.forEach((document, place) => {
        if (fieldsOf(document, this.terms)) {
          this.begun.push(document);
        } else {
          this.wrong.add(numbers[place]);
        }
      });
    }

    /** Counts what would be found with each choice; as exact as `total` is. */
    async counts() {
      return countChoices(this.index, await this.meeting(), this.wanted);
    }

    /** Gives the documents that meet the query, whatever is chosen. */
    async meeting() {
      const { index, terms } = this;
      if (!terms.length) {
        return Array.from({ length: index.documents }, (_, number) => number);
      }
      const { postings, candidates } = await lookUp(index, terms, () => true);
      if (candidates.length > FEW || isCertain(terms, postings)) {
        return candidates.filter((number) => !this.wrong.has(number));
      }
      const documents = await Promise.all(candidates.map(index.document));
      return candidates.filter((_, place) => fieldsOf(documents[place], terms));
    }
  }

  /** Gives a result as it is shown. */
  function present(document, terms) {
    const { id, title, place, time, domain, paragraphs } = document;
    const told = inDocument(document, terms);
    const below = paragraphs.filter(({ field }) => field > 0);
    const excerpt = excerptOf(below, told);
    return { id, title: markHits(title, told), place, time, domain, excerpt };
  }

  // ------------------------------------------------------------------------ the engine

  function loadFrom(base) {
    return (name, fresh) => window.anliku.load(base + name, { fresh });
  }

  function readRequest(request) {
    const { query = "", choices, sort } = typeof request === "string" ? { query: request } : request;
    return { query: String(query), choices: choices || {}, sort };
  }

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

    async function search(request) {
      const asked = readRequest(request);
      const isQuery = parseQuery(asked.query).length > 0;
      const isShort = !isQuery && asked.query.trim() !== "";
      let found = null;
      let turn = Promise.resolve();
      const work = (take) =>
        withIndex(async (index) => {
          if (!found || found.index !== index) {
            found = isShort ? new Found(index, NOTHING) : await ask(index, asked);
          }
          return take(found);
        });
      // One after the other: two pages read at once would verify the same documents twice.
      const inTurn = (take) => (turn = turn.catch(() => {}).then(() => work(take)));
      const first = await inTurn((answer) => answer.first);
      const isAsked = isQuery || found.wanted.size || asked.sort;
      return {
        get state() {
          return isShort ? "short" : !isAsked ? "empty" : found.hasPage(1) ? "ok" : "none";
        },
        get total() {
          return found.total;
        },
        get exact() {
          return found.exact;
        },
        first,
        read: found.reading,
        unknown: found.unknown,
        hasPage: (number) => found.hasPage(number),
        page: (number) => inTurn((answer) => answer.page(number)),
        counts: () => inTurn((answer) => answer.counts()),
      };
    }

    async function suggest(query) {
      return withIndex(async (index) => {
        const isConverted = HAN.test(query) && index.documents;
        const [sure] = isConverted ? await index.script() : [new Map()];
        return nearestChoices(index, parseQuery(simplify(query, sure)));
      });
    }

    return { facets: () => withIndex(listFacets), search, suggest };
  }

  const NOTHING = { terms: [], wanted: new Map(), unknown: [], ahead: [], isSure: true };
  const isSupported = typeof DecompressionStream === "function";
  Object.assign(window.anlikuSearch, { isSupported, open });
})();
