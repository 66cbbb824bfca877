import { Button, Tooltip } from '@mantine/core';
import { useRef, useState } from 'react';
import { useClient } from 'urql';
import { warn } from '@/feedback/toasts';
import { Icon } from '@/theme/icon';
import { csvLine, saveCsv } from './csv';
import { type Source, walk } from './pages';
import type { Column } from './table';
import { table as texts } from './texts';

type Props<Data, Variables extends Record<string, unknown>, Row> = {
  source: Source<Data, Variables, Row>;
  columns: Column<Row>[];
  name: string;
};

/** Every row of a list as a file, read page by page. A second press stops it. */
export function ExportButton<Data, Variables extends Record<string, unknown>, Row>({
  source,
  columns,
  name,
}: Props<Data, Variables, Row>) {
  const client = useClient();
  const [rows, setRows] = useState<number | null>(null);
  const stopped = useRef(false);

  async function run() {
    if (rows !== null) {
      stopped.current = true;
      return;
    }
    stopped.current = false;
    setRows(0);
    const parts = [csvLine(columns.map((column) => column.head))];
    try {
      for await (const edges of walk(client, source)) {
        if (stopped.current) return;
        for (const { node } of edges) {
          parts.push(csvLine(columns.map((column) => column.text(node))));
        }
        setRows(parts.length - 1);
      }
      saveCsv(parts, `${name.toLowerCase().replaceAll(/\W+/g, '-')}-${new Date().toISOString().slice(0, 10)}.csv`);
    } catch {
      warn(texts.exportFailed);
    } finally {
      setRows(null);
    }
  }

  return (
    <Tooltip label={texts.exportTitle}>
      <Button variant="default" size="compact-md" onClick={run} leftSection={<Icon name="download" size={15} />}>
        {rows === null ? texts.export : texts.exporting(rows)}
      </Button>
    </Tooltip>
  );
}
