/** Questions that are offered, in the words of each language. Every one of them is understood: a test asks them all. */
import type { Language } from './language.ts';
import { typeset } from './typography.ts';

/** What is offered. `{name}`: an instance; `{month}`: a month in words. */
export interface Suggestions {
  readonly ready: string;
  readonly readyFor: string;
  readonly why: string;
  readonly fix: string;
  readonly evidence: string;
  readonly whatIf: string;
  readonly changedOn: string;
  readonly services: string;
  readonly remind: string;
  readonly unmet: string;
  readonly list: string;
  readonly breaks: string;
  readonly retires: string;
  readonly changed: string;
  readonly requirements: string;
  readonly called: string;
  readonly reminders: string;
  readonly stop: string;
  readonly summary: string;
  readonly help: string;
  /** `{name}`: a resource. */
  readonly users: string;
  readonly exportCsv: string;
  readonly regular: string;
  readonly remindAll: string;
  readonly remindTomorrow: string;
  readonly snoozeDay: string;
  readonly snoozeMonday: string;
  readonly snoozeWeeks: string;
  /** `{requirement}`: an id; `{day}`: `YYYY-MM-DD`. */
  readonly waive: string;
  /** What an administrator says in a channel; a subscription of the example's name need not exist. */
  readonly onlyHere: string;
}

const WRITTEN: Readonly<Record<Language, Suggestions>> = {
  en: {
    ready: 'is {name} ready?',
    readyFor: 'is {name} ready for {month}?',
    why: 'why is {name} not ready?',
    fix: 'how do I fix {name}?',
    evidence: 'show the evidence for {name}',
    whatIf: 'what if the flag is set on {name}?',
    changedOn: 'what changed on {name} since Monday?',
    services: 'which services does {name} call?',
    remind: 'remind me about {name}',
    unmet: 'which instances are not ready?',
    list: 'list all instances',
    breaks: 'what breaks?',
    retires: 'what retires next?',
    changed: 'what changed since Monday?',
    requirements: 'which requirements are there?',
    called: 'which services are called?',
    reminders: 'list my reminders',
    stop: 'stop reminding me',
    summary: 'summary',
    help: 'help',
    users: 'who uses {name}?',
    exportCsv: 'export csv',
    regular: 'summary here on weekdays at 8',
    remindAll: 'remind me about everything',
    remindTomorrow: 'remind me about everything tomorrow',
    snoozeDay: 'snooze until tomorrow',
    snoozeMonday: 'snooze until Monday',
    snoozeWeeks: 'snooze for 2 weeks',
    waive: 'waive {requirement} on {name} until {day} because the vault is being moved',
    onlyHere: 'in this channel only subscription Payments',
  },
  de: {
    ready: 'Ist {name} bereit?',
    readyFor: 'Ist {name} bereit für {month}?',
    why: 'Warum ist {name} nicht bereit?',
    fix: 'Wie behebe ich das bei {name}?',
    evidence: 'Zeig die Belege für {name}',
    whatIf: 'Was wäre, wenn bei {name} das Flag gesetzt ist?',
    changedOn: 'Was hat sich bei {name} seit Montag geändert?',
    services: 'Welche Dienste ruft {name} auf?',
    remind: 'Erinnere mich an {name}',
    unmet: 'Welche Instanzen sind nicht bereit?',
    list: 'Liste alle Instanzen',
    breaks: 'Was ist kaputt?',
    retires: 'Was wird als Nächstes abgeschaltet?',
    changed: 'Was hat sich seit Montag geändert?',
    requirements: 'Welche Anforderungen gibt es?',
    called: 'Welche Dienste werden aufgerufen?',
    reminders: 'Zeig meine Erinnerungen',
    stop: 'Keine Erinnerungen mehr',
    summary: 'Zusammenfassung',
    help: 'Hilfe',
    users: 'Wer benutzt {name}?',
    exportCsv: 'Exportiere als CSV',
    regular: 'Zusammenfassung jeden Montag um 8 Uhr',
    remindAll: 'Erinnere mich an alles',
    remindTomorrow: 'Erinnere mich morgen an alles',
    snoozeDay: 'Verschiebe die Erinnerung bis morgen',
    snoozeMonday: 'Verschiebe die Erinnerung bis Montag',
    snoozeWeeks: 'Verschiebe die Erinnerung um 2 Wochen',
    waive: 'Nimm {requirement} bei {name} bis {day} aus, weil der Key Vault umzieht',
    onlyHere: 'in diesem Kanal nur Abonnement Payments',
  },
  fr: {
    ready: 'Est-ce que {name} est prêt ?',
    readyFor: 'Est-ce que {name} est prêt pour {month} ?',
    why: 'Pourquoi {name} n’est pas prêt ?',
    fix: 'Comment corriger {name} ?',
    evidence: 'Montre les preuves pour {name}',
    whatIf: 'Et si je mets l’indicateur sur {name} ?',
    changedOn: 'Qu’est-ce qui a changé sur {name} depuis lundi ?',
    services: 'Quels services {name} appelle-t-il ?',
    remind: 'Rappelle-moi {name}',
    unmet: 'Quelles instances ne sont pas prêtes ?',
    list: 'Liste toutes les instances',
    breaks: 'Qu’est-ce qui est cassé ?',
    retires: 'Quels retraits sont prévus ?',
    changed: 'Qu’est-ce qui a changé depuis lundi ?',
    requirements: 'Quelles sont les exigences ?',
    called: 'Quels services sont appelés ?',
    reminders: 'Montre mes rappels',
    stop: 'Plus de rappels',
    summary: 'Résumé',
    help: 'Aide',
    users: 'Qui utilise {name} ?',
    exportCsv: 'Exporte en CSV',
    regular: 'Résumé chaque lundi à 8h00',
    remindAll: 'Rappelle-moi tout',
    remindTomorrow: 'Rappelle-moi tout demain',
    snoozeDay: 'Reporte le rappel à demain',
    snoozeMonday: 'Reporte le rappel à lundi',
    snoozeWeeks: 'Reporte le rappel de 2 semaines',
    waive: 'Dispense {name} de {requirement} jusqu’au {day} parce que le Key Vault déménage',
    onlyHere: 'dans ce canal seulement abonnement Payments',
  },
  es: {
    ready: '¿Está listo {name}?',
    readyFor: '¿Está listo {name} para {month}?',
    why: '¿Por qué {name} no está listo?',
    fix: '¿Cómo arreglo {name}?',
    evidence: 'Muestra las pruebas de {name}',
    whatIf: '¿Qué pasa si activo el indicador en {name}?',
    changedOn: '¿Qué cambió en {name} desde el lunes?',
    services: '¿A qué servicios llama {name}?',
    remind: 'Recuérdame {name}',
    unmet: '¿Qué instancias no están listas?',
    list: 'Lista todas las instancias',
    breaks: '¿Qué está roto?',
    retires: '¿Qué se retira próximamente?',
    changed: '¿Qué cambió desde el lunes?',
    requirements: '¿Cuáles son los requisitos?',
    called: '¿Qué servicios se llaman?',
    reminders: 'Muestra mis recordatorios',
    stop: 'No más recordatorios',
    summary: 'Resumen',
    help: 'Ayuda',
    users: '¿Quién usa {name}?',
    exportCsv: 'Exporta a CSV',
    regular: 'Resumen cada lunes a las 8:00',
    remindAll: 'Recuérdame todo',
    remindTomorrow: 'Recuérdame todo mañana',
    snoozeDay: 'Pospón el recordatorio hasta mañana',
    snoozeMonday: 'Pospón el recordatorio hasta el lunes',
    snoozeWeeks: 'Pospón el recordatorio 2 semanas',
    waive: 'Exime {requirement} en {name} hasta {day} porque se está moviendo el almacén de claves',
    onlyHere: 'en este canal solo suscripción Payments',
  },
  'pt-BR': {
    ready: '{name} está pronto?',
    readyFor: '{name} está pronto para {month}?',
    why: 'Por que {name} não está pronto?',
    fix: 'Como corrijo {name}?',
    evidence: 'Mostre as evidências de {name}',
    whatIf: 'O que acontece se eu ativar o sinalizador em {name}?',
    changedOn: 'O que mudou em {name} desde segunda-feira?',
    services: 'Quais serviços {name} chama?',
    remind: 'Lembre-me de {name}',
    unmet: 'Quais instâncias não estão prontas?',
    list: 'Liste todas as instâncias',
    breaks: 'O que está quebrado?',
    retires: 'O que será descontinuado?',
    changed: 'O que mudou desde segunda-feira?',
    requirements: 'Quais são os requisitos?',
    called: 'Quais serviços são chamados?',
    reminders: 'Mostre meus lembretes',
    stop: 'Chega de lembretes',
    summary: 'Resumo',
    help: 'Ajuda',
    users: 'Quem usa {name}?',
    exportCsv: 'Exporte em CSV',
    regular: 'Resumo toda segunda-feira às 8:00',
    remindAll: 'Lembre-me de tudo',
    remindTomorrow: 'Lembre-me de tudo amanhã',
    snoozeDay: 'Adie o lembrete até amanhã',
    snoozeMonday: 'Adie o lembrete até segunda-feira',
    snoozeWeeks: 'Adie o lembrete por 2 semanas',
    waive: 'Dispense {requirement} em {name} até {day} porque o cofre de chaves está sendo movido',
    onlyHere: 'neste canal somente assinatura Payments',
  },
  ja: {
    ready: '{name} は準備できていますか',
    readyFor: '{name} は {month} の準備ができていますか',
    why: 'なぜ {name} は準備できていないのですか',
    fix: '{name} を修正するには?',
    evidence: '{name} の証拠を見せて',
    whatIf: '{name} でフラグを設定したらどうなりますか',
    changedOn: '月曜日から {name} で何が変わりましたか',
    services: '{name} はどのサービスを呼び出しますか',
    remind: '{name} についてリマインドして',
    unmet: '準備ができていないインスタンスはどれですか',
    list: 'すべてのインスタンスを表示して',
    breaks: '何が壊れていますか',
    retires: '何が廃止されますか',
    changed: '月曜日から何が変わりましたか',
    requirements: 'どんな要件がありますか',
    called: 'どのサービスが呼び出されていますか',
    reminders: 'リマインダー一覧',
    stop: 'リマインダーを停止',
    summary: '要約',
    help: 'ヘルプ',
    users: '{name} を使っているのは誰ですか',
    exportCsv: 'CSVでエクスポート',
    regular: '毎週月曜日8時に要約',
    remindAll: 'すべてについてリマインドして',
    remindTomorrow: '明日すべてについてリマインドして',
    snoozeDay: 'リマインダーを明日まで後回しにして',
    snoozeMonday: 'リマインダーを月曜日まで後回しにして',
    snoozeWeeks: 'リマインダーを2週間後回しにして',
    waive: '{name} の {requirement} を {day} まで免除して、理由は Key Vault の移動',
    onlyHere: 'このチャネルではサブスクリプション Payments だけ',
  },
};

/** What is offered in a language. */
export function suggestionsIn(language: Language): Suggestions {
  const set = Object.entries(WRITTEN[language]).map(([name, question]) => [name, typeset(question, language)]);
  return Object.fromEntries(set) as Record<keyof Suggestions, string>;
}
