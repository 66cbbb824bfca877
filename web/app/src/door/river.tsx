import classes from './door.module.css';

/** Streams that meet; decoration only. */
export function River() {
  return (
    <svg
      className={classes.river}
      viewBox="0 0 600 420"
      preserveAspectRatio="xMidYMax slice"
      fill="none"
      aria-hidden="true"
    >
      <g strokeLinecap="round">
        <path
          d="M-20 40C90 60 120 150 210 190S330 250 400 290s120 70 230 90"
          stroke="#4caeb8"
          strokeWidth="34"
          opacity=".5"
        />
        <path
          d="M-20 200c110-30 180 10 260 40s110 30 160 50 120 70 230 90"
          stroke="#259aa6"
          strokeWidth="26"
          opacity=".55"
        />
        <path
          d="M60 460c30-110 120-170 210-180 60-7 90 0 130 10 70 18 120 70 230 90"
          stroke="#ebb953"
          strokeWidth="14"
          opacity=".9"
        />
        <path
          d="M180-20c10 110 60 190 130 240 40 28 60 50 90 70 66 40 120 70 230 90"
          stroke="#a4d6db"
          strokeWidth="16"
          opacity=".6"
        />
        <path d="M400 290c70 18 120 70 230 90" stroke="#cfe9ec" strokeWidth="5" opacity=".8" />
      </g>
    </svg>
  );
}
