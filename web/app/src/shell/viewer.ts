import { createContext, use } from 'react';
import type { Permission, ViewerQuery } from './viewer.gen';

/** Who is signed in, as the graph says. */
export type Viewer = ViewerQuery['viewer'];

export const ViewerContext = createContext<Viewer | null>(null);

/** Who is signed in; inside of the shell there is always somebody. */
export function useViewer(): Viewer {
  const viewer = use(ViewerContext);
  if (!viewer) throw new Error('outside of the shell');
  return viewer;
}

/** The brand of this area. */
export function useTenant(): NonNullable<Viewer['tenant']> {
  const { tenant } = useViewer();
  if (!tenant) throw new Error('outside of a brand');
  return tenant;
}

/** Whether the one who is signed in may do this in the brand, as the graph says. */
export const useMay = (permission: Permission): boolean => useViewer().permissions.includes(permission);
