import { useId, type InputHTMLAttributes, type Ref } from 'react';

type Properties = Omit<InputHTMLAttributes<HTMLInputElement>, 'id'> & {
  readonly label: string;
  readonly hint?: string;
  /** What is wrong with the value; read out when it appears. */
  readonly problem?: string | null;
  readonly ref?: Ref<HTMLInputElement>;
};

/** A line to write into, with its label. */
export function Field({ label, hint, problem, className = '', ...rest }: Properties) {
  const id = useId();
  const described = problem ? `${id}-problem` : hint ? `${id}-hint` : undefined;
  return (
    <div className={`field ${className}`}>
      <label htmlFor={id}>{label}</label>
      <input id={id} aria-describedby={described} aria-invalid={problem ? true : undefined} {...rest} />
      {hint && !problem && <p id={`${id}-hint`} className="field-hint">{hint}</p>}
      {problem && <p id={`${id}-problem`} className="field-problem" role="alert">{problem}</p>}
    </div>
  );
}
