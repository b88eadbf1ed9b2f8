import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react';

type Properties = Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'aria-label' | 'title' | 'children'> & {
  readonly label: string;
  readonly pressed?: boolean | undefined;
  /** How it is called by keys, for the tip. */
  readonly hint?: string;
  readonly children: ReactNode;
  readonly ref?: Ref<HTMLButtonElement>;
};

/** A button that acts on the text and leaves the caret in it. */
export function Tool({ label, pressed, hint, children, className = '', ...rest }: Properties) {
  return (
    <button
      type="button" className={`tool ${className}`} aria-label={label} title={hint ? `${label} (${hint})` : label} aria-pressed={pressed}
      onPointerDown={(event) => event.preventDefault()} {...rest}
    >
      {children}
    </button>
  );
}

export const ToolDivider = () => <span className="tool-divider" aria-hidden="true" />;
