import { Button, Group, Modal, Text } from '@mantine/core';
import { Icon } from '@/theme/icon';

type Props = { title: string; text: string; open: string; url: string; close: () => void; finish: string };

/** A page of Stripe's, opened beside ours. Only addresses of the web lead anywhere. */
export function Out({ title, text, open, url, close, finish }: Props) {
  return (
    <Modal opened onClose={close} title={<strong>{title}</strong>}>
      <Text>{text}</Text>
      <Group justify="flex-end" mt="lg">
        <Button variant="default" onClick={close}>
          {finish}
        </Button>
        {/^https?:\/\//.test(url) && (
          <Button
            component="a"
            href={url}
            target="_blank"
            rel="noreferrer noopener"
            rightSection={<Icon name="external" size={15} />}
          >
            {open}
          </Button>
        )}
      </Group>
    </Modal>
  );
}
