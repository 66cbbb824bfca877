import { localStorageColorSchemeManager, useMantineColorScheme } from '@mantine/core';

/** `theme/scheme.js` reads the same key before anything is drawn. */
export const schemes = localStorageColorSchemeManager({ key: 'tributary:scheme' });

/** The schemes there are, and the one chosen. */
export function useScheme() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return { scheme: colorScheme, setScheme: setColorScheme };
}
