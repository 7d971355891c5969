/** What the app says of itself in the menus of Teams, in each language. */
import type { Language } from '../../languages/language.ts';
import { renderFor } from '../../languages/languages.ts';
import { suggestionsIn } from '../../languages/suggestions.ts';
import { say } from '../../model/text.ts';

/** A command: its title is written into the message box, so each is a question that the bot understands as it stands. */
interface Command {
  readonly title: string;
  readonly description: string;
}

/** The commands that the app offers. */
export type CommandName = 'ready' | 'unmet' | 'list' | 'retires' | 'summary' | 'reminders' | 'help';

/** A question to which people add a name. */
const READY: Readonly<Record<Language, string>> = {
  en: 'ready',
  de: 'bereit',
  fr: 'prêt',
  es: 'listo',
  'pt-BR': 'pronto',
  ja: '準備',
};

/** The texts of the app in a language; what has no translation yet is English. */
export function wordingIn(language: Language) {
  const typed = suggestionsIn(language);
  const commands: Readonly<Record<CommandName, Command>> = {
    ready: {
      title: READY[language],
      description: renderFor(say('Is an instance ready? Add its name, and a month if you like'), language),
    },
    unmet: {
      title: typed.unmet,
      description: renderFor(say('The instances that are not ready, and what to do first'), language),
    },
    list: {
      title: typed.list,
      description: renderFor(say('Every API Management instance that I can see'), language),
    },
    retires: {
      title: typed.retires,
      description: renderFor(say('What Azure takes away next, and from which day'), language),
    },
    summary: {
      title: typed.summary,
      description: renderFor(say('How all instances stand, in one card'), language),
    },
    reminders: {
      title: typed.reminders,
      description: renderFor(say('What I remind you of here, and when'), language),
    },
    help: { title: typed.help, description: renderFor(say('What you can ask me'), language) },
  };
  return {
    commands,
    fullName: renderFor(say('Readiness of API Management instances'), language),
    shortDescription: renderFor(say('Tells whether an API Management instance is ready for a retirement.'), language),
    fullDescription: renderFor(
      say(
        'Ask "is apim-prod ready for March 2026?" and get an answer with its evidence: what would break, why, and how to put it right. The bot reads Azure with read access only and changes nothing. What it cannot see it calls unknown, never ready. Works in chats, group chats and channels; the search finds an instance and puts its card into your message.',
      ),
      language,
    ),
    search: {
      title: renderFor(say('Find an instance'), language),
      description: renderFor(say('Find an API Management instance and insert its card'), language),
    },
    parameter: {
      title: renderFor(say('Name or place'), language),
      description: renderFor(say('A name, resource group, subscription or region'), language),
    },
  };
}
