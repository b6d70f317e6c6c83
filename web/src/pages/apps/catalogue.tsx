import Box from '@cloudscape-design/components/box';
import Cards from '@cloudscape-design/components/cards';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useSuspenseQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useSearchParams } from 'react-router';
import { api, bodyOf, type Thing } from '../../api/client.ts';
import { PageLink } from '../../patterns/page-link.tsx';

type Preset = Thing<'Preset'>;

/** The whole catalogue: it is short, and looking through it asks nobody. */
export const useCatalogue = () =>
  useSuspenseQuery({
    queryKey: ['catalogue'],
    queryFn: ({ signal }) => bodyOf(api.GET('/admin/v1/catalogue', { signal })),
    staleTime: Infinity,
  }).data;

const ALL = 'All';

function matching(items: readonly Preset[], text: string, category: string): readonly Preset[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return items
    .filter((preset) => category === ALL || preset.category === category)
    .filter(({ name, description, category: own }) => {
      const all = `${name} ${description} ${own}`.toLowerCase();
      return words.every((word) => all.includes(word));
    });
}

/** Where somebody chooses what they add. */
export function Page(): ReactNode {
  const { items, categories } = useCatalogue();
  const [query, setQuery] = useSearchParams();
  const [text, setText] = useState('');
  const category = query.get('category') ?? ALL;
  const options = [ALL, ...categories].map((value) => ({ value, label: value }));
  const found = matching(items, text, category);
  return (
    <Cards<Preset>
      variant="full-page"
      items={found}
      trackBy="id"
      cardDefinition={{
        header: ({ id, name }) => (
          <PageLink to={`/apps/add/${id}`} fontSize="heading-m">
            {name}
          </PageLink>
        ),
        sections: [
          { id: 'description', content: ({ description }) => description },
          { id: 'category', content: ({ category: own }) => <Box color="text-body-secondary">{own}</Box> },
        ],
      }}
      cardsPerRow={[{ cards: 1 }, { minWidth: 600, cards: 2 }, { minWidth: 1000, cards: 3 }]}
      header={
        <Header
          variant="awsui-h1-sticky"
          counter={`(${found.length})`}
          description="A preset fills the form; nothing is kept before you have seen it."
        >
          Add an app
        </Header>
      }
      filter={
        <SpaceBetween direction="horizontal" size="xs">
          <Input
            type="search"
            value={text}
            placeholder="Find a service provider"
            ariaLabel="Find a service provider"
            clearAriaLabel="Clear the search"
            onChange={({ detail }) => setText(detail.value)}
          />
          <Select
            ariaLabel="Category"
            inlineLabelText="Category"
            options={options}
            selectedOption={options.find(({ value }) => value === category) ?? null}
            onChange={({ detail: { selectedOption } }) =>
              setQuery(selectedOption.value === ALL ? {} : { category: selectedOption.value ?? '' }, { replace: true })
            }
          />
        </SpaceBetween>
      }
      empty={
        <Box textAlign="center">
          Nothing is called so. <PageLink to="/apps/add/custom">Add it as a custom SAML app</PageLink>
        </Box>
      }
    />
  );
}
