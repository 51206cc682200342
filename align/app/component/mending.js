/** Mending the text: a misread word put right, a sentence cut in two, two sentences joined. The translation stays as published. */

import { seen } from "./deeds.js";
import { h, refill } from "./dom.js";

/** The panel: every word of the bead can be chosen. */
export function mending(review, bead) {
  const panel = h("div", { class: "panel mending", tabindex: "-1" });
  const overview = () => {
    refill(
      panel,
      h("b", {}, "Mend the text"),
      h("p", { class: "hint-words" }, "← → go from word to word. Enter puts the word right, S lets a new sentence begin there, J joins its sentence with the next."),
      side("Original", bead.s, "source"),
      side("Translation", bead.t, "target"),
      h("p", { class: "panel-buttons" }, h("button", { type: "button", class: "quiet", onclick: () => review.shut() }, "Leave (Esc)")),
    );
    panel.querySelector(".word")?.focus();
  };

  const side = (title, sentences, name) => {
    if (!sentences.length) return null;
    return h(
      "div",
      { class: "mend-side", lang: review.model.languages[name === "source" ? 0 : 1] },
      h("span", { class: "mend-title", lang: "en" }, title),
      sentences.map((one, at) => [at ? joint(sentences[at - 1], one) : null, h("p", {}, words(one, name))]),
    );
  };

  const words = (sentence, name) =>
    sentence.t.split(" ").map((word, at) => {
      const button = h("button", { type: "button", class: "word", onclick: () => choose(sentence, name, word, at) }, word);
      places.set(button, { sentence, name, at });
      return [button, " "];
    });

  /** What a key does while a word has the focus. */
  const pressed = (event, { sentence, name, at }) => {
    const all = [...places.keys()].filter((one) => one.isConnected);
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    const members = name === "source" ? bead.s : bead.t;
    const next = members[members.indexOf(sentence) + 1];
    if (step) all[all.indexOf(event.target) + step]?.focus();
    else if (event.key === "s" && at) cut(sentence, at);
    else if (event.key === "s") review.desk.say("A sentence begins here already. Go to a later word.");
    else if (event.key === "j" && next) join(sentence, next);
    else if (event.key === "j") review.desk.say("This is the last sentence on its side. Merge the bead with the next one first.");
    else return;
    event.preventDefault();
  };

  const places = new Map();
  const cut = (sentence, at) => send("split-sentence", { sentence: sentence.i, word: at }, [sentence]);
  const join = (first, second) => send("join-sentences", { first: first.i, second: second.i }, [first, second]);

  const joint = (first, second) =>
    h(
      "button",
      {
        type: "button",
        class: "quiet",
        lang: "en",
        onclick: () => join(first, second),
      },
      "join these two sentences",
    );

  const send = (name, named, sentences) => {
    review.shut();
    review.perform({ name, arguments: named, base: Object.fromEntries(sentences.map((one) => [one.i, seen(one)])) });
  };

  const choose = (sentence, name, word, at) => {
    const field = h("input", { type: "text", class: "jump", "aria-label": "The right word", lang: review.model.languages[0] });
    field.value = word;
    const keep = () => {
      if (field.value.trim() && field.value !== word) {
        send("correct-word", { sentence: sentence.i, word: at, was: word, text: field.value.trim() }, [sentence]);
      } else overview();
    };
    field.addEventListener("keydown", (event) => {
      if (event.key === "Enter") keep();
      if (event.key === "Escape") overview();
    });
    const correct = name === "source" ? h("p", {}, h("label", {}, "The page says ", field), " ", h("button", { type: "button", class: "firm", onclick: keep }, "Put right (Enter)")) : null;
    refill(
      panel,
      h("b", {}, "The word “", h("span", { lang: review.model.languages[name === "source" ? 0 : 1] }, word), "”"),
      correct,
      h(
        "p",
        { class: "panel-buttons" },
        at ? h("button", { type: "button", class: "quiet", onclick: () => cut(sentence, at) }, "A new sentence begins here") : null,
        h("button", { type: "button", class: "quiet", onclick: overview }, "Back"),
      ),
    );
    if (correct) field.select();
    else panel.querySelector("button").focus();
  };

  panel.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && event.target.tagName !== "INPUT") review.shut();
    else if (places.has(event.target)) pressed(event, places.get(event.target));
  });
  overview();
  panel.focusField = () => panel.querySelector(".word")?.focus();
  return panel;
}
