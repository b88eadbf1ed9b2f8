import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react';

type Properties = Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'aria-label' | 'title' | 'children'> & {
  /** What it does, for screen readers and as a tip. */
  readonly label: string;
  readonly icon: ReactNode;
  /** For one that is on or off. */
  readonly pressed?: boolean;
  readonly ref?: Ref<HTMLButtonElement>;
};

/** A button that shows only an icon. */
export function IconButton({ label, icon, pressed, className = '', ...rest }: Properties) {
  return (
    <button
      type="button" className={`icon-button ${className}`} aria-label={label} title={label} aria-pressed={pressed} {...rest}
    >
      {icon}
    </button>
  );
}
