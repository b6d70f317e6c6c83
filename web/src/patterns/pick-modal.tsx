import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Modal from '@cloudscape-design/components/modal';
import Multiselect, { type MultiselectProps } from '@cloudscape-design/components/multiselect';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { ProblemText } from '../shell/notices.tsx';

/** Something that can be picked. */
export interface Pickable {
  readonly id: string;
  readonly label: string;
  readonly description?: string | undefined;
}

interface Picking {
  readonly title: string;
  /** What is picked: `Groups`. */
  readonly label: string;
  /** Those whose names begin so, the first of them; everything for an empty text. */
  readonly search: (text: string) => Promise<readonly Pickable[]>;
  readonly verb: string;
  readonly onPick: (picked: readonly Pickable[]) => Promise<unknown>;
  readonly onClose: () => void;
}

const optionOf = ({ id, label, description }: Pickable): MultiselectProps.Option => ({
  value: id,
  label,
  ...(description === undefined ? {} : { description }),
});

/** Picks things out of more than fit on a page: they are searched for on the server. */
export function PickModal({ title, label, search, verb, onPick, onClose }: Picking): ReactNode {
  const [text, setText] = useState('');
  const [picked, setPicked] = useState<readonly MultiselectProps.Option[]>([]);
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  const {
    data = [],
    isFetching,
    error,
  } = useQuery({
    queryKey: ['pick', label, text],
    queryFn: () => search(text),
    placeholderData: keepPreviousData,
  });
  const pick = async (): Promise<void> => {
    setBusy(true);
    try {
      await onPick(picked.map(({ value = '', label: name = '' }) => ({ id: value, label: name })));
      onClose();
    } catch (caught) {
      setFailure(caught);
      setBusy(false);
    }
  };
  return (
    <Modal
      visible
      header={title}
      onDismiss={onClose}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onClose}>
              Cancel
            </Button>
            <Button variant="primary" loading={isBusy} disabled={picked.length === 0} onClick={() => void pick()}>
              {verb}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="m">
        {failure === undefined ? null : (
          <Alert type="error">
            <ProblemText error={failure} />
          </Alert>
        )}
        <FormField label={label} constraintText="Type the beginning of a name.">
          <Multiselect
            selectedOptions={picked}
            options={data.map(optionOf)}
            filteringType="manual"
            statusType={error ? 'error' : isFetching ? 'loading' : 'finished'}
            loadingText="Searching"
            errorText="The search failed"
            empty="Nothing begins so"
            placeholder="Choose"
            onLoadItems={({ detail }) => setText(detail.filteringText)}
            onChange={({ detail }) => setPicked(detail.selectedOptions)}
            filteringAriaLabel={`Search ${label.toLowerCase()}`}
          />
        </FormField>
      </SpaceBetween>
    </Modal>
  );
}
