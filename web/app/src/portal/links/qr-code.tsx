import { Button } from '@mantine/core';
import { save } from '@/session/download';
import { Icon } from '@/theme/icon';
import { qrFile, qrPath } from './qr';
import { links as texts } from './texts';

/** A link's QR code, dark on white in any scheme, and the way to keep it. */
export default function QrCode({ url, name }: { url: string; name: string }) {
  const { size, path } = qrPath(url);
  return (
    <div>
      <svg viewBox={`0 0 ${size} ${size}`} width={168} height={168} role="img" aria-label={texts.qr}>
        <path fill="#fff" d={`M0 0h${size}v${size}H0z`} />
        <path fill="#000" d={path} shapeRendering="crispEdges" />
      </svg>
      <Button
        mt="xs"
        size="compact-sm"
        variant="default"
        leftSection={<Icon name="download" size={14} />}
        onClick={() => save(qrFile(url), `${name}.svg`)}
      >
        {texts.saveQr}
      </Button>
    </div>
  );
}
