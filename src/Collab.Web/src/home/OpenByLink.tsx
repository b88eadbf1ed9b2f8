import { useId, useState, type FormEvent } from 'react';
import { navigate } from '../app/navigation';
import { parsePastedLink } from '../app/route';

/** A field for a link that somebody sent. */
export function OpenByLink() {
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const problemId = useId();

  const open = (event: FormEvent) => {
    event.preventDefault();
    const link = parsePastedLink(text, location.origin);
    if ('path' in link) {
      navigate(link.path);
    } else {
      setProblem(link.problem);
    }
  };

  return (
    <form className="open-by-link" onSubmit={open}>
      <input
        type="text" inputMode="url" placeholder="Paste a link to open it" aria-label="Link to open" data-testid="open-link"
        value={text} aria-invalid={problem !== null} aria-describedby={problem === null ? undefined : problemId}
        onChange={(event) => { setText(event.target.value); setProblem(null); }}
      />
      <button type="submit" className="button">Open</button>
      {problem !== null && <p id={problemId} className="open-problem" role="alert">{problem}</p>}
    </form>
  );
}
