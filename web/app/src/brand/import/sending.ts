import { useCallback, useRef, useState } from 'react';
import { useClient } from 'urql';
import { failure } from '@/graph/failure';
import type { Refusal } from '@/session/ask';
import type { Piece } from './file';
import type { Kind } from './mapping';
import {
  ConversionImportDocument,
  MomentImportDocument,
  type ReportPartsFragment,
  TouchImportDocument,
} from './query.gen';

/** What became of a file so far. */
export type Progress = {
  state: 'sending' | 'stopped' | 'broken' | 'done';
  /** Rows sent. */
  rows: number;
  written: number;
  alreadyThere: number;
  unmatched: number;
  refused: ReportPartsFragment['refused'];
};

const NOTHING: Omit<Progress, 'state'> = { rows: 0, written: 0, alreadyThere: 0, unmatched: 0, refused: [] };
const BUSY_MS = 1_000;
const DOCUMENTS = {
  moments: MomentImportDocument,
  orders: ConversionImportDocument,
  touches: TouchImportDocument,
} as const;

/** Sends a file piece after piece. It can be stopped and gone on with: what was taken in is not taken in twice. */
export function useImport(kind: Kind) {
  const client = useClient();
  const [progress, setProgress] = useState<Progress | null>(null);
  const stopped = useRef(false);
  const underway = useRef(false);
  const at = useRef({ piece: 0, sums: NOTHING });

  const one = useCallback(
    async (input: { format: 'CSV' | 'JSONL'; mapping: string; data: string; firstLine: number }) => {
      const document = DOCUMENTS[kind];
      for (;;) {
        const { data, error } = await client.mutation<unknown, { input: typeof input }>(document, { input });
        const answer = Object.values((data ?? {}) as Record<string, unknown>).find(
          (value): value is { report: ReportPartsFragment | null; userErrors: Refusal[] } =>
            typeof value === 'object' && value !== null && 'userErrors' in value,
        );
        if (answer) return answer;
        const told = error && failure(error);
        if (told?.code !== 'RATE_LIMITED') return null;
        await new Promise((done) => setTimeout(done, told.retryAfterMs ?? BUSY_MS));
      }
    },
    [client, kind],
  );

  const run = async (format: 'CSV' | 'JSONL', mapping: string, pieces: Piece[]): Promise<Refusal[]> => {
    if (underway.current) return [];
    underway.current = true;
    stopped.current = false;
    const show = (state: Progress['state']) => setProgress({ state, ...at.current.sums });
    try {
      show('sending');
      while (at.current.piece < pieces.length) {
        const { data, firstLine, rows } = pieces[at.current.piece] as Piece;
        const answer = await one({ format, mapping, data, firstLine });
        if (!answer) {
          show('broken');
          return [];
        }
        const { report, userErrors } = answer;
        if (!report) {
          setProgress(null);
          return userErrors;
        }
        const { sums, piece } = at.current;
        at.current = {
          piece: piece + 1,
          sums: {
            rows: sums.rows + rows,
            written: sums.written + report.written,
            alreadyThere: sums.alreadyThere + report.alreadyThere,
            unmatched: sums.unmatched + report.unmatched,
            refused: [...sums.refused, ...report.refused],
          },
        };
        show('sending');
        if (stopped.current) {
          show('stopped');
          return [];
        }
      }
      show('done');
      return [];
    } finally {
      underway.current = false;
    }
  };
  const stop = () => {
    stopped.current = true;
  };
  const forget = () => {
    at.current = { piece: 0, sums: NOTHING };
    setProgress(null);
  };
  return { progress, run, stop, forget };
}
