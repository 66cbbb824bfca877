import {
  Button,
  createTheme,
  type MantineColorsTuple,
  Menu,
  Modal,
  Paper,
  PasswordInput,
  Select,
  TextInput,
  Tooltip,
} from '@mantine/core';
import { feedback } from '@/feedback/texts';

/** Deep water. */
const river: MantineColorsTuple = [
  '#e8f6f7',
  '#cfe9ec',
  '#a4d6db',
  '#74c1c9',
  '#4caeb8',
  '#259aa6',
  '#12808d',
  '#0c6a78',
  '#0a5562',
  '#073f4a',
];

/** Late light on the bank: what wants a look. */
const amber: MantineColorsTuple = [
  '#fdf5e3',
  '#f9e7c2',
  '#f2d08a',
  '#ebb953',
  '#e0a32d',
  '#c98a1b',
  '#a76f10',
  '#85570a',
  '#664206',
  '#4a2f03',
];

/** Stone by the water: greys with a trace of green. */
const gray: MantineColorsTuple = [
  '#f7f9f8',
  '#eff2f1',
  '#e3e8e6',
  '#d2d9d6',
  '#b3bdb9',
  '#8c9894',
  '#5f6d69',
  '#46534f',
  '#2d3836',
  '#182120',
];

/** The river at night. */
const dark: MantineColorsTuple = [
  '#dfe8e7',
  '#b9c7c5',
  '#98a8a6',
  '#6f817f',
  '#3e4f50',
  '#2a3a3c',
  '#1d2b2d',
  '#131f21',
  '#0d1719',
  '#081012',
];

const SANS =
  'ui-sans-serif, system-ui, -apple-system, "Segoe UI", Inter, Roboto, "Helvetica Neue", "Liberation Sans", Arial, sans-serif';
const MONO = 'ui-monospace, "SF Mono", "Cascadia Code", "Liberation Mono", Menlo, Consolas, monospace';

/** The one theme. Colours, sizes and the ways of Mantine's parts; what is ours alone is in `theme.css`. */
export const theme = createTheme({
  colors: { river, amber, gray, dark },
  primaryColor: 'river',
  primaryShade: { light: 7, dark: 4 },
  autoContrast: true,
  luminanceThreshold: 0.32,
  defaultRadius: 'md',
  radius: { xs: '3px', sm: '5px', md: '8px', lg: '12px', xl: '20px' },
  fontFamily: SANS,
  fontFamilyMonospace: MONO,
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.125rem' },
  headings: {
    fontFamily: SANS,
    fontWeight: '620',
    sizes: {
      h1: { fontSize: '1.5rem', lineHeight: '1.25' },
      h2: { fontSize: '1.0625rem', lineHeight: '1.35' },
      h3: { fontSize: '0.9375rem', lineHeight: '1.4' },
    },
  },
  focusRing: 'auto',
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Button: Button.extend({ defaultProps: { size: 'sm', variant: 'filled' } }),
    TextInput: TextInput.extend({ defaultProps: { size: 'sm' } }),
    PasswordInput: PasswordInput.extend({ defaultProps: { size: 'sm' } }),
    Select: Select.extend({ defaultProps: { size: 'sm', allowDeselect: false, checkIconPosition: 'right' } }),
    Paper: Paper.extend({ defaultProps: { withBorder: true, radius: 'lg' } }),
    Menu: Menu.extend({ defaultProps: { withInitialFocusPlaceholder: false } }),
    Modal: Modal.extend({
      defaultProps: {
        centered: true,
        radius: 'lg',
        overlayProps: { backgroundOpacity: 0.4 },
        closeButtonProps: { 'aria-label': feedback.dismiss },
      },
    }),
    Tooltip: Tooltip.extend({ defaultProps: { events: { hover: true, focus: true, touch: true }, openDelay: 300 } }),
  },
});
