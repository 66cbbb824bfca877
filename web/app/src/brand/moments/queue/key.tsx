import classes from './queue.module.css';

/** The key that does the same as the button it stands on. */
export function Key({ children }: { children: string }) {
  return (
    <span className={classes.key} aria-hidden="true">
      {children}
    </span>
  );
}
