/** Everything that can be asked, on one screen of a phone. */

import type { Language } from '../src/languages/language.ts';
import { languageOf } from '../src/languages/languages.ts';
import { suggestionsIn } from '../src/languages/suggestions.ts';
import { monthInWords } from '../src/model/days.ts';
import { say, type Text } from '../src/model/text.ts';
import { adaptiveCard, type CardMessage, heading, quiet } from './parts/elements.ts';
import { questionRow } from './parts/question-row.ts';
import { bold, clipped, escapeMarkdown, joined } from './wording/escape-markdown.ts';
import { type CardView, writerFor } from './wording/writer.ts';

/** What the card is drawn from. */
export interface HelpCardOptions {
  /** An instance to ask about, best one that needs somebody; absent where none can be seen. */
  readonly instance?: string | undefined;
  /** The months that are known, `YYYY-MM`. */
  readonly months: readonly string[];
  readonly view: CardView;
}

/** What can be asked, by what people want. Each question is understood as it stands: a test asks every one. */
export function helpTopics(
  instance: string,
  language: Language = 'en',
): readonly { readonly topic: Text; readonly questions: readonly string[] }[] {
  const own = suggestionsIn(language);
  const about = (suggestion: string, name = instance) => suggestion.replace('{name}', () => name);
  return [
    { topic: say('Ready?'), questions: [about(own.ready), about(own.why), own.unmet, own.summary] },
    { topic: say('Put right'), questions: [about(own.fix), about(own.whatIf)] },
    { topic: say('Look up'), questions: [about(own.evidence), about(own.users, 'kv-prod'), own.called, own.list] },
    { topic: say('What is coming'), questions: [own.retires, own.breaks, own.changed, own.exportCsv] },
    { topic: say('Remind'), questions: [about(own.remind), own.regular, own.reminders, own.stop] },
  ];
}

/** Topics with their questions, two questions to press, and the rules that a reader should know. */
export function helpCard({ instance, months, view }: HelpCardOptions): CardMessage {
  const writer = writerFor(view);
  const summary = writer.plain(say('What you can ask me'));
  const name = clipped(instance ?? 'apim-prod', 40);
  const language = languageOf(writer.language);
  const topics = helpTopics(name, language);
  const own = suggestionsIn(language);
  const known = writer.listAll(months.slice(0, 12).map((month) => writer.plain(monthInWords(month))));
  const rules = [
    ...(months.length === 0
      ? []
      : [say('Months that I know: {known}. Without one I take the retirement that is nearest to today.', { known })]),
    say('I only ever read. Commands are shown, never run.'),
  ];
  const pressed = instance === undefined ? [own.list] : [own.ready.replace('{name}', () => name)];
  return {
    card: adaptiveCard({
      body: [
        heading(escapeMarkdown(summary)),
        ...topics.map(({ topic, questions }) =>
          quiet(joined([bold(writer.plain(topic)), escapeMarkdown(questions.join(' · '))], writer.colon), {
            isSubtle: false,
          }),
        ),
        ...[...pressed, own.unmet].map((question) => questionRow(question, writer)),
        ...rules.map((rule) => quiet(writer.markdown(rule))),
      ],
      speak: summary,
      writer,
    }),
    summary,
    text: [
      summary,
      ...topics.map(({ topic, questions }) =>
        writer.plain(say('{topic}: {questions}', { topic, questions: questions.join(' · ') })),
      ),
      ...rules.map((rule) => writer.plain(rule)),
    ].join('\n'),
  };
}
