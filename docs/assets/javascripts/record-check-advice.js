/**
 * What right looks like for a refused value: the editor's own value, mended where it can be.
 *
 * The same rules as generator/advice.py, which holds their reasons. An advice is {wrong, hint}.
 * record-words.js comes before.
 */
"use strict";

(() => {
  const { cut, lengthOf, nearest, say } = window.anliku.record;
  const QUOTES = "“”‘’「」\"'";
  const WIDE_QUOTES = "“”‘’「」";
  const BRACKETS = "【】［］〔〕[]";
  const WIDE_BRACKETS = "【】［］〔〕";
  const SEPARATOR = / *[，、；,;] */;
  const DATE =
    /^(?:([0-9]{4}) *[-/.年] *([0-9]{1,2})(?: *[-/.月] *([0-9]{1,2}) *日?|月)?|([0-9]{4})年)$/;
  const NUMBER =
    /^(约|近|超|逾|不足)?([+-]?[0-9][0-9,]*(?:\.[0-9]+)?)(余|多)?([万亿])?(余|多|以上)?(.{0,6})$/u;
  const CHINESE_NUMBER = /^[〇零一二两三四五六七八九十百千万亿几数]+[余多]?$/;
  const HTTPS = /^(?:http:\/\/)?([^\s\\@/?#:]+\.[^\s\\@/?#:]+(?:[/?#][^\s\\]*)?)$/u;
  const ASCII = /^[\0-\x7f]*$/;
  const LIST_LENGTH = 80;
  const LIKE = 0.4;

  /** Strips some characters from both ends of a text. */
  function stripOf(text, characters) {
    const kept = [...text];
    while (kept.length && characters.includes(kept[0])) {
      kept.shift();
    }
    while (kept.length && characters.includes(kept.at(-1))) {
      kept.pop();
    }
    return kept.join("");
  }

  /** Tells whether a text has a form; as in Python, a line end after it does no harm. */
  function fits(pattern, text) {
    return new RegExp(pattern, "u").test(text.replace(/\n$/, ""));
  }

  function itemsOf(text) {
    return text.split(SEPARATOR).filter(Boolean);
  }

  /** Makes the adviser that speaks by some rules. */
  function adviser(rules) {
    const words = (name, values) => say(rules, name, values);
    const quoted = (key, value) => words("quoted", { key, value });
    const asList = (key, items) => words("as_list", { key, items: items.join(", ") });
    const { forms } = rules;

    function onContradiction(message) {
      return rules.contradictions.find(([part]) => message.includes(part))?.[1] ?? "";
    }

    function onPattern(pattern, key, given) {
      if (given !== given.trim() && fits(pattern, given.trim())) {
        return { wrong: words("trailing_blanks"), hint: quoted(key, given.trim()) };
      }
      const bare = stripOf(given.trim(), QUOTES);
      const half = bare.normalize("NFKC");
      if (fits(pattern, half)) {
        const hint = quoted(key, half);
        if ([...given].some((one) => WIDE_QUOTES.includes(one))) {
          return { wrong: words("chinese_quotes"), hint };
        }
        return { wrong: words(bare === given ? "full_width" : "odd_quote"), hint };
      }
      return BY_FORM[Object.keys(forms).find((form) => forms[form] === pattern)]?.(key, half) ?? null;
    }

    function onList(key, given) {
      const items = itemsOf(stripOf(given, BRACKETS));
      if (!items.length || given.includes("\n") || lengthOf(given) > LIST_LENGTH) {
        return null;
      }
      const isWide = [...WIDE_BRACKETS].some((bracket) => given.includes(bracket));
      return { wrong: words(isWide ? "wide_brackets" : "be_list"), hint: asList(key, items) };
    }

    function onJoined(given) {
      const items = itemsOf(given);
      return items.length > 1 ? words("joined", { items: items.join(", ") }) : "";
    }

    function onEmpty(key, before) {
      if (/^\p{Nd}+$/u.test(key) && before) {
        const hint = words("comma_in_number_mend", { before, key });
        return { wrong: words("comma_in_number"), hint };
      }
      const tight = /^([A-Za-z_]+):(?=\S)/.exec(key);
      if (tight) {
        const rest = cut(key.slice(tight[0].length), 20);
        return { wrong: words("tight_colon"), hint: words("tight_colon_mend", { key: tight[1], rest }) };
      }
      const comma = /([，、；])\s*[A-Za-z_]+$/.exec(key);
      if (comma) {
        return { wrong: words("wide_comma", { comma: comma[1] }), hint: words("wide_comma_mend") };
      }
      if (!ASCII.test(key) && before) {
        const hint = words("comma_in_text_mend", { before: cut(before, 20), key: cut(key, 20) });
        return { wrong: words("comma_in_text"), hint };
      }
      return null;
    }

    function onTag(given, terms) {
      if (ASCII.test(given) || !terms.length || SEPARATOR.test(given)) {
        return null;
      }
      const named = terms.find(({ name }) => name === stripOf(given, QUOTES));
      return { wrong: words("tag_by_name"), hint: named ? words("tag_id", named) : suggest(given, terms) };
    }

    function suggest(value, terms) {
      const renamed = terms.find(({ aliases }) => aliases.includes(value));
      if (renamed) {
        return words("renamed", renamed);
      }
      const texts = new Map(terms.flatMap((term) => [[term.id, term], [term.name, term]]));
      const holds = (text) => value && (text.includes(value) || value.includes(text));
      const near = nearest(value, texts.keys(), LIKE) || [...texts.keys()].find(holds);
      if (near) {
        return words("meant", texts.get(near));
      }
      const listed = terms.slice(0, rules.limits.listed).map((term) => words("option", term));
      const isAll = terms.length <= rules.limits.listed;
      return words(isAll ? "options" : "options_more", { listed: listed.join("、") });
    }

    function onDate(key, given) {
      const found = DATE.exec(given);
      if (!found) {
        return null;
      }
      const [, year, month, day, alone] = found;
      const parts = [year, month?.padStart(2, "0"), day?.padStart(2, "0")].filter(Boolean);
      const right = alone || parts.join("-");
      const wrong = words(given.includes("-") ? "date_two_digits" : "date_hyphens");
      return fits(forms.date, right) ? { wrong, hint: quoted(key, right) } : null;
    }

    function onDay(key, given) {
      if (fits(forms.date, given)) {
        const hint = quoted(key, given + "-01-01".slice(given.length - 4));
        return { wrong: words("date_to_day"), hint };
      }
      return onDate(key, given);
    }

    function onNumber(key, given) {
      if (CHINESE_NUMBER.test(given)) {
        return { wrong: words("number_digits"), hint: quoted(key, "10万") };
      }
      const found = NUMBER.exec(given);
      if (!found) {
        return null;
      }
      const [, before, digits, inner, magnitude, after, unit] = found;
      const value = `${digits}${magnitude ?? ""}`;
      if (!fits(forms.number, value)) {
        return { wrong: words("number_commas"), hint: quoted(key, value.replaceAll(",", "")) };
      }
      const behind = inner || after;
      const qualifier = before === "约" && behind === "余" ? "约…余" : behind || before;
      const hint = [
        quoted(key, value),
        ...(qualifier ? [`qualifier: ${qualifier}`] : []),
        ...(unit.trim() ? [quoted("unit", unit.trim())] : []),
      ];
      return { wrong: words("number_alone"), hint: hint.join(", ") };
    }

    function onHttps(key, given) {
      const found = HTTPS.exec(given);
      return found
        ? { wrong: words("https_only"), hint: words("https_mend", { key, rest: found[1] }) }
        : null;
    }

    function onId(key, given) {
      const items = given.split(SEPARATOR);
      if (items.length > 1 && items.every((item) => fits(forms.id, item))) {
        return { wrong: words("ids_comma"), hint: asList(key, items) };
      }
      const right = given.toLowerCase().replace(/[_ ]+/g, "-");
      return fits(forms.id, right) ? { wrong: words("id_letters"), hint: right } : null;
    }

    function onImage(key, given) {
      const right = given.toLowerCase().replace(/[_ ]+/g, "-");
      const name = fits(forms.image, right) ? right : "siji-zhijia.jpg";
      return { wrong: words("image_letters"), hint: words("image_mend", { key, name }) };
    }

    const BY_FORM = {
      date: onDate, day: onDay, number: onNumber, https: onHttps, id: onId, image: onImage,
    };

    return { onContradiction, onEmpty, onJoined, onList, onPattern, onTag, suggest };
  }

  Object.assign(window.anliku.record, { adviser });
})();
