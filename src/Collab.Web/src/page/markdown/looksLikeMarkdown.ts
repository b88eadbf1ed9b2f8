/** Lines that plain text hardly has by chance. */
const blocks: readonly RegExp[] = [
  /^#{1,6} \S/m, /^(?:```|~~~)/m, /^\s*[-*+] \[[ xX]\] /m, /^\|?[ :]*-{3,}[ :]*\|[ :|-]*$/m, /^> \S/m, /^(?:-{3,}|\*{3,}|_{3,})$/m,
];
/** Lists: two lines, as one may be a sentence. */
const lists: readonly RegExp[] = [/^\s*[-*+] \S.*\n\s*[-*+] \S/m, /^\s*\d{1,3}[.)] \S.*\n\s*\d{1,3}[.)] \S/m];
const inline: readonly RegExp[] = [
  /(?<!\*)\*\*[^\s*][^*\n]*\*\*(?!\*)/, /(?<!`)`[^`\n]+`(?!`)/, /\[[^\]\n]+\]\((?:https?:|mailto:)[^)\s]+\)/, /~~[^\s~][^~\n]*~~/,
];

/** Whether pasted text was most likely written as Markdown, and is meant to be what it says. */
export function looksLikeMarkdown(text: string): boolean {
  return [...blocks, ...lists, ...inline].some((pattern) => pattern.test(text));
}
