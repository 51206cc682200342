/** Where a bead stands: folios and pages, as words. */

/** Line boxes of one side of a bead: [page, left, top, right, bottom], fractions times 10,000. */
export function linesOf(bead, side) {
  return bead[side].flatMap((sentence) => sentence.x || []);
}

/** Pages of one side of a bead, in order, each once. */
export function pagesOf(bead, side) {
  return [...new Set(bead[side].flatMap((sentence) => sentence.p || []))];
}

/** "Bl. 14", "Bl. 14 – 15", "" where no folio is known. */
export function folioWords(folios) {
  if (!folios.length) return "";
  return folios.length === 1 ? `Bl. ${folios[0]}` : `Bl. ${folios[0]} – ${folios.at(-1)}`;
}

/** Folios of the original of a bead, in order, each once. */
export function foliosOf(bead) {
  return [...new Set(bead.s.flatMap((sentence) => sentence.f || []))];
}
