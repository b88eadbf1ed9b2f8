/** A page of its own, readable anywhere, without scripts. `body` is the editor's HTML, which is already escaped. */
export function toHtml(title: string, body: string): string {
  return `<!doctype html>
<html>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>
body { max-width: 46rem; margin: 3rem auto; padding: 0 1.25rem; font: 1rem/1.65 system-ui, sans-serif; color: #1b1b22; }
img { max-width: 100%; }
table { border-collapse: collapse; width: 100%; }
th, td { padding: .5rem .75rem; border: 1px solid #ddd; text-align: start; vertical-align: top; }
pre { padding: 1rem; overflow-x: auto; border-radius: .5rem; background: #f4f4f7; }
blockquote { margin-inline: 0; padding-inline-start: 1rem; border-inline-start: 3px solid #bbb; color: #555; }
.callout { padding: .75rem 1rem; border-radius: .5rem; background: #eef3fe; }
.callout[data-callout=tip] { background: #e6f6ec; }
.callout[data-callout=warning] { background: #fdf3e1; }
ul[data-type=taskList] { list-style: none; padding: 0; }
ul[data-type=taskList] li { display: flex; gap: .5rem; }
ul[data-type=taskList] p { margin: 0; }
</style>
</head>
<body>
${body}
</body>
</html>
`;
}

const escapeHtml = (text: string) =>
  text.replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign] ?? sign);
