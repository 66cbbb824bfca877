/** Line icons on a grid of 20, each drawn for this app. */
const PATHS = {
  home: 'M3 9.5 10 4l7 5.5V16a1 1 0 0 1-1 1h-3.5v-4.5h-5V17H4a1 1 0 0 1-1-1z',
  moments: 'M4 4h12v9H9l-4 3.5V13H4zM7 7.5h6M7 10h4',
  programmes: 'M5 3v5c0 4 10 2 10 6v3M15 3v3c0 2-3 3-5 4M5 17v-3',
  conversions: 'M4 6h9l-2.5-2.5M16 14H7l2.5 2.5M4 10h12',
  payouts: 'M3 6.5h14v9H3zM3 9.5h14M6 13h3',
  settings: 'M4 6h7M15 6h1M4 14h1M9 14h7M11 4v4M5 12v4M15 4v4h-4V4z',
  links: 'M8.5 11.5 11.5 8.5M9 6l1.5-1.5a3.5 3.5 0 0 1 5 5L14 11M11 14l-1.5 1.5a3.5 3.5 0 0 1-5-5L6 9',
  earnings: 'M3 15c3 0 3-4 6-4s3 2 8-6M13 5h4v4',
  person: 'M10 10a3 3 0 1 0 0-6 3 3 0 0 0 0 6M4 17c0-3.5 3-5 6-5s6 1.5 6 5',
  search: 'M9 14.5a5.5 5.5 0 1 0 0-11 5.5 5.5 0 0 0 0 11M13 13l4 4',
  menu: 'M3 6h14M3 10h14M3 14h14',
  down: 'M5 8l5 5 5-5',
  up: 'M5 12l5-5 5 5',
  left: 'M12 5l-5 5 5 5',
  right: 'M8 5l5 5-5 5',
  sun: 'M10 13a3 3 0 1 0 0-6 3 3 0 0 0 0 6M10 2.5v1.5M10 16v1.5M2.5 10H4M16 10h1.5M4.700 4.700l1 1M14.3 14.3l1 1M4.700 15.3l1-1M14.3 5.700l1-1',
  moon: 'M16 11.5A6.5 6.5 0 0 1 8.5 4a6.5 6.5 0 1 0 7.5 7.5z',
  screen: 'M3 4h14v9H3zM7 17h6M10 13v4',
  out: 'M8 4H4v12h4M12 6.5 15.5 10 12 13.5M15.5 10H8',
  check: 'M4.5 10.5 8.5 14.5 15.5 6',
  cross: 'M5 5l10 10M15 5 5 15',
  download: 'M10 3.5v9M6.5 9.5 10 13l3.5-3.5M4 16.5h12',
  click: 'M8 8l8 3-3.5 1.5L11 16zM8 3v2M3 8h2M4.5 4.5 6 6',
  eye: 'M2.5 10c2-4 5-5.5 7.5-5.5S15.5 6 17.5 10c-2 4-5 5.5-7.5 5.5S4.5 14 2.5 10M10 12.3a2.3 2.3 0 1 0 0-4.600 2.3 2.3 0 0 0 0 4.600',
  tag: 'M3.5 3.5h6l7 7-6 6-7-7zM7 7v.01',
  basket: 'M3 7h14l-1.5 9h-11zM7 7l2-4M13 7l-2-4',
  refund: 'M7 4 3.5 7.5 7 11M3.5 7.5H12a4 4 0 0 1 0 8H7',
  scale: 'M10 3v14M6 17h8M4 6h12M4 6l-2 5h4zM16 6l-2 5h4z',
  offline: 'M3 3l14 14M4 9a9 9 0 0 1 3-1.8M16 9a9 9 0 0 0-4.5-2.3M7 12.5a4.5 4.5 0 0 1 4-.9M10 15.5v.01',
  copy: 'M7 7h9v9H7zM13 7V4H4v9h3',
  people:
    'M7.5 9.5a2.75 2.75 0 1 0 0-5.5 2.75 2.75 0 0 0 0 5.5M2 16.5c0-3 2.5-4.500 5.500-4.500s5.500 1.500 5.500 4.500M13 4.3a2.600 2.600 0 0 1 0 5M14.500 12.200c2.200.4 3.500 1.900 3.500 4.300',
  wallet:
    'M3 6.500A1.500 1.500 0 0 1 4.500 5H15v3M3 6.500V15a1 1 0 0 0 1 1h13V8H4.500A1.500 1.500 0 0 1 3 6.500M14 12v.01',
  star: 'M10 3l2.100 4.400 4.900.6-3.600 3.300.9 4.800L10 13.700 5.700 16.100l.9-4.800L3 8l4.900-.6z',
  starFull: 'M10 3l2.100 4.400 4.900.6-3.600 3.300.9 4.800L10 13.700 5.700 16.100l.9-4.800L3 8l4.900-.6z',
  mail: 'M3 5h14v10.500H3zM3 6l7 5.500L17 6',
  plus: 'M10 4v12M4 10h12',
  feeds: 'M3 4h6v5H3zM11 4h6v5h-6zM3 11h6v5H3zM11 11h6v5h-6z',
  pen: 'M4 16l1-4 8.500-8.500 3 3L8 15z',
  grip: 'M7.500 5v.01M12.500 5v.01M7.500 10v.01M12.500 10v.01M7.500 15v.01M12.500 15v.01',
  external: 'M11 4h5v5M16 4l-7 7M13 11v5H4V7h5',
} as const;

/** The names of the icons there are. */
export type IconName = keyof typeof PATHS;

/** An icon. It says nothing to a screen reader: its neighbour or its button does. */
export function Icon({ name, size = 18 }: { name: IconName; size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 20 20"
      fill={name === 'starFull' ? 'currentColor' : 'none'}
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d={PATHS[name]} />
    </svg>
  );
}
