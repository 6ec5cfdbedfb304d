/**
 * Administrative divisions: what a name or a code in a record stands for.
 *
 * The same rules as generator/regions.py, which holds their reasons, on its table, which
 * submit/regions.json carries. record-words.js comes before.
 *
 *   new anliku.record.Regions(content)    of submit/regions.json
 *   .resolve(text)                        {found, candidates}, regions as {code, name, parent, level}
 *   .suggest(text)                        what a text that does not resolve may have meant
 *   .fullName(code), .path(code)          the names, the regions from the province down
 */
"use strict";

(() => {
  const { likenessTo, mostLikeness } = window.anliku.record;
  const LEVELS = ["province", "city", "county"];
  const MOST = 3;

  function byLevel(one, other) {
    const levels = LEVELS.indexOf(one.level) - LEVELS.indexOf(other.level);
    return levels || Number(one.code) - Number(other.code);
  }

  function groupedBy(regions, key) {
    const groups = new Map();
    regions.forEach((region) => groups.set(key(region), [...(groups.get(key(region)) ?? []), region]));
    return groups;
  }

  function joined(text) {
    return text.replace(/[/\s]+/g, "");
  }

  class Regions {
    constructor({ rows, kind, aliases, longest, alike }) {
      Object.assign(this, { aliases, longest, alike });
      this.kind = new RegExp(`^(?:${kind})$`, "su");
      const levelOf = (code, parent) => LEVELS[parent ? (code.endsWith("00") ? 1 : 2) : 0];
      const regions = rows.map(([code, name, parent]) => ({
        code, name, parent, level: levelOf(code, parent),
      }));
      this.byCode = new Map(regions.map((region) => [region.code, region]));
      this.byName = groupedBy(regions, ({ name }) => name);
      this.byShort = groupedBy(regions, ({ name }) => this.short(name));
    }

    short(name) {
      return this.kind.exec(name)?.[1] ?? name;
    }

    path(code) {
      const region = this.byCode.get(code);
      return [...(region.parent ? this.path(region.parent) : []), region];
    }

    fullName(code) {
      return this.path(code).map(({ name }) => name).join("");
    }

    resolve(text) {
      const name = text.trim();
      const code = Object.hasOwn(this.aliases, name) ? this.aliases[name] : name;
      if (this.byCode.has(code)) {
        return { found: this.byCode.get(code), candidates: [] };
      }
      const candidates = this.ending(joined(text), this.byName, (name) => name, ({ name }) => [name]);
      return candidates.length === 1
        ? { found: candidates[0], candidates: [] }
        : { found: null, candidates };
    }

    suggest(text) {
      const wanted = joined(text);
      if ([...wanted].length > this.longest) {
        return [];
      }
      const short = (name) => this.short(name);
      const guesses = this.ending(wanted, this.byShort, short, ({ name }) => [name, short(name)]);
      return (guesses.length ? guesses : this.likely(wanted)).slice(0, MOST);
    }

    /** Gives the regions that a text ends with, where only names above them come before. */
    ending(text, index, key, spellings) {
      const characters = [...text];
      const found = [];
      for (let at = Math.max(0, characters.length - this.longest); at < characters.length; at += 1) {
        const before = characters.slice(0, at).join("");
        const regions = index.get(key(characters.slice(at).join(""))) ?? [];
        found.push(...regions.filter((one) => this.beginnings(one, spellings).has(before)));
      }
      return found.sort(byLevel);
    }

    /** Gives all that may stand before a name: 山东省烟台市, 山东省, 烟台市, nothing. */
    beginnings(region, spellings) {
      const found = new Set([""]);
      for (const above of this.path(region.code).slice(0, -1)) {
        for (const before of [...found]) {
          spellings(above).forEach((name) => found.add(before + name));
        }
      }
      return found;
    }

    /** Gives the regions that have a spelling like the text, the likest first. */
    likely(text) {
      const likeness = likenessTo(text, true);
      const scored = [...this.byCode.values()].map((region) => {
        const before = [...this.beginnings(region, ({ name }) => [name])];
        const spellings = [this.short(region.name), ...before.map((one) => one + region.name)];
        const scores = spellings.map((one) => this.score(one, text, likeness));
        const [best] = scores.sort((one, other) => other.ratio - one.ratio || other.begins - one.begins);
        return { region, ...best };
      });
      const near = scored.filter(({ ratio }) => ratio >= this.alike);
      near.sort(
        (one, other) =>
          other.ratio - one.ratio || other.begins - one.begins || byLevel(one.region, other.region),
      );
      return near.map(({ region }) => region);
    }

    /** Measures one spelling; an upper bound spares most of them the measure. */
    score(spelling, text, likeness) {
      const isFar = mostLikeness([...spelling], [...text]) < this.alike;
      return { ratio: isFar ? 0 : likeness(spelling), begins: spelling[0] === text[0] };
    }
  }

  Object.assign(window.anliku.record, { Regions });
})();
