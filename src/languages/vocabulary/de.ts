/** German. */
import type { Vocabulary } from './sign.ts';

/** Notation: `Vocabulary`. */
export const de: Vocabulary = {
  common:
    'der die das den dem des ein eine einen einem einer ist sind war waren wird werden wurde sein bin hat haben habe hast ich du er sie es wir ihr mich mir dich dir uns euch und oder aber wenn ob dass fur auf an in im am zu zum zur von vom mit bei bis seit uber nach noch schon auch nicht kein keine was wer wie wo wann warum welche welcher welches wem wen bitte mal alle alles gibt kann kannst konnen muss mussen soll darf doch denn so als dieser diesen diese dies hier jetzt heute mein meine unser unsere azure woche wochen tag tage monat jahr um viel viele sehr ganz wieder etwas man ihnen sich beim letzter letzte letzten vielen dank machen macht tun habt seid wieviel diesem diesen hin her dann irgendwo genau lage sieht aus um nenne gern gerne euer morgen ubermorgen gestern nachste nachsten',
  numbers: 'einem|einer|einen|eine|ein zwei drei vier funf sechs sieben acht neun zehn',
  because: 'weil|denn|wegen|begründung|grund',
  signs: {
    ready:
      'bereit|fertig|vorbereitet|in ordnung|okay|ok|gut|sicher|gesund|funktionier*|lauft|besteht|konform|grun|startklar|uberlebt|startbereit',
    unready:
      'nicht bereit|nicht fertig|nicht vorbereitet|nicht in ordnung|nicht okay|nicht ok|nicht gut|nicht konform|funktionier* nicht|nicht startklar',
    broken:
      'kaputt|schlagt .. fehl|fehlgeschlagen|defekt|problem*|gefahr*|gefahrdet|bricht|brechen|brennt|fallt .. aus|fallen .. aus|fallt durch|fallen durch|durchgefallen|betroffen*|fehler*|scheitert|scheitern|schlecht|rot|stort|gestort|storung*|ausfall*|schief|stimmt|risiko',
    needsWork: 'braucht arbeit|brauchen arbeit|handlungsbedarf',
    noProblem: 'keine probleme|kein problem|nicht betroffen|nicht kaputt|ohne probleme|problemlos|nicht gefahrdet',
    undecided:
      'unentschieden|nicht entscheidbar|unklar|unbekannt|nicht beurteilen|nicht entscheiden|nicht prufen|nicht sagen|unsicher',
    check:
      'pruf*|uberpruf*|check*|status|zustand|stand|steht|nachsehen|schau*|test*|kontrollier*|wie geht|was ist mit|verdikt|urteil|wie sieht|lage|untersuch*|stehts|siehts',
    why: 'warum|wieso|weshalb|grund|grunde|ursache*|woran',
    whatFails:
      'was .. problem|was stimmt .. nicht|was fehlt|was ist .. kaputt|was .. falsch|welche prufung* .. nicht|welche anforderung* .. nicht|was bricht|was blockiert|was hindert|was hakt|woran liegt|woran scheitert|was scheitert|was fallt',
    fix: 'fixplan|massnahmenplan|beheb*|reparier*|reparatur*|korrigier*|losen|lose|losung*|plan|fix|befehl*|skript*|script|terraform|bicep|schritt*|mache .. bereit|bereit machen|in ordnung bringen|bring* .. in ordnung|bekomme .. bereit|abhilfe|massnahme*|behoben|anleitung|kriege .. grun/bereit/fertig/hin/konform|krieg .. grun/bereit/fertig/hin|bekomme .. grun/fertig/hin|mache .. grun/fertig/konform|runbook',
    todo: 'zu tun|muss ich .. tun|mussen wir .. tun|soll ich .. tun|was tun|nachste schritte|nachster schritt|was muss ich .. machen|wo fange|wo anfangen|was bleibt|zu erledigen|als erstes|zuerst',
    evidence:
      'beleg*|beweis*|nachweis*|detail*|einzelheit*|fakten|woher weisst|gesehen|gefunden|worauf beruht|worauf stutzt|mehr erfahren|mehr dazu|befund*|grundlage|genauer',
    sure: 'sicher dass|bist du sicher|stimmt das|ganz sicher',
    whatIf:
      'was passiert|was ware|was wenn|angenommen|simulier*|kann ich .. abschalten/ausschalten/deaktivieren/setzen/einschalten|darf ich|durfen wir|soll ich .. deaktivieren/abschalten/ausschalten/setzen/einschalten|sollen wir|ist es sicher|wenn ich|wenn wir|durchspielen|was bricht .. ohne|falls ich|gefahrlos|auswirkung*',
    flag: 'flag|schalter|vertrauenswurdig* zugriff*|vertrauenswurdig* dienst*|vertrauten zugriff|trusted access|kennzeichen',
    unset: 'fehlt|nicht gesetzt|braucht .. noch|brauchen .. noch|noch nicht|ohne flag',
    doNothing: 'nichts tue|nichts tun|nichts machen|nichts mache|abwarten|ignorier* das|ignorieren',
    downtime: 'ausfallzeit*|downtime|unterbrechung*|neustart',
    compare: 'vergleich*|unterschied*|gegenuber|versus|vs|unterscheide*|anders .. als',
    most: 'haufigst*|am meisten|uberall|meistens|ofter',
    instances: 'instanz|instanzen|gateway|gateways|apims|irgendetwas|etwas|irgendwas|api management',
    everything: 'alle|alles|ganze|gesamt*|samtliche|jede|insgesamt|beide',
    we: 'wir|bin ich',
    list: 'liste|auflist*|zeig*|anzeig*|nenne|gib mir|aufzahl*|namen',
    which: 'woran|welche|welcher|welches|wer|was|wie viele|wieviele|gibt es|wo|wem|ist etwas|haben wir|gibts',
    exist: 'gibt es|haben wir|siehst du|kennst du|sehen|vorhanden|existier*|im einsatz|gibts',
    canSee: 'was kannst du sehen|was siehst du|worauf hast du zugriff',
    by: 'nach|pro|gruppier*|je',
    owner: 'gehort|besitzer*|eigentumer*|verantwortlich*|zustandig*|team|teams|inhaber',
    platform: 'plattform*|stv1|stv2|mtv1',
    network: 'netzwerkmodus|netzmodus|netzwerktyp|interne* modus|interne* vnet|externe* vnet|virtuelle* netzwerk*|vnet',
    internal: 'intern|interne|internen|internem',
    external: 'extern|externe|externen|externem',
    tier: 'tarif|tier|sku|stufe|preisstufe',
    place: 'region|regionen|abonnement|ressourcengruppe|standort|wo ist|wo liegt|wo lauft',
    lastChecked: 'zuletzt gepruft|letzte prufung|wann .. gepruft|wie alt',
    whatIs: 'was ist|was sind',
    explain: 'erklar*|was bedeutet|was heisst|bedeut*|erlauter*|was meint|definition|beschreib*',
    requirements: 'anforderung*|regel|regeln|prufungen|kriterien|was prufst du|was pruft ihr|voraussetzung*',
    required: 'notig|notwendig|erforderlich|wichtig|verlangt',
    deadline:
      'frist*|stichtag*|deadline|termin|wie viele tage|wie lange noch|wie lange haben|bis wann|wann ist schluss|wann endet|fallig|tage noch|zeit haben wir|seit wann ist .. weg',
    retire:
      'abgeschaltet|abschaltung*|abkundigung*|abgekundigt|eingestellt|lauft .. aus|auslauf*|was kommt|ausser betrieb|stillgelegt|was endet|retirement*',
    missed: 'verpasst|versaumt|ubersehen|entgangen|vorbeigegangen',
    changed:
      'geander*|verander*|anders|neu|neues|neuigkeit*|anderung*|verbesser*|verschlechter*|passiert|fortschritt*|historie|verlauf|seit wann|wie lange schon|wer war das|wer war es|hat das gemacht|getan',
    since: 'seit|nach|ab|letzte*|gestern|vorgestern',
    uses: 'benutz*|nutz*|verwend*|ruf*|aufgerufen*|aufruf*|greif*|zugreif*|hangt|hangen|lies*|gelesen|braucht|brauchen|gebraucht|abhangig*|erreich*|schreib*',
    goesAway: 'weg ware|wegfallt|geloscht',
    dependency: 'dienst|dienste|diensten|abhangigkeit*|ziele|backend|backends|wovon|services|ressourcen',
    apis: 'api|apis|operation*|richtlinie*|policies|policy',
    mustChange: 'muss ich .. andern|mussen .. geandert|andern|anpassen|muss .. geandert|betroffen',
    keyVault: 'key vault|key vaults|keyvault|tresor|tresore|schlusseltresor*|vault|vaults',
    storage: 'speicherkonto|speicherkonten|storage|speicher|blob*',
    serviceBus: 'service bus|servicebus',
    eventHubs: 'event hub|event hubs|eventhub*',
    registry: 'containerregistrierung*|container registry|registry',
    managedHsm: 'managed hsm|hsm',
    remind:
      'erinnere|erinner|erinnern|erinnerst|benachrichtig*|sag* .. bescheid|gib .. bescheid|bescheid|melde dich|halte .. auf dem laufenden|auf dem laufenden|behalte .. im auge|im auge|beobacht*|uberwach*|alarmier*|warne*|informier*',
    reminders:
      'abbestell*|erinnerung*|benachrichtigung*|abos|abo|abonniert|eingerichtet|eingestellt hier|woran erinnerst',
    create: 'einricht*|erstell*|anleg*|lege|mochte|will|hatte gern*|setz*|neue',
    mine: 'meine|meinen|unsere|habe ich|haben wir|hier',
    every: 'jeden|jede|jedes|taglich|wochentlich|werktags|montags|dienstags|mittwochs|donnerstags|freitags',
    everyOther: 'jeden zweiten|alle zwei wochen|alle 2 wochen|zweiwochentlich|vierzehntagig|alle 14 tage',
    weekdays: 'werktags|an werktagen|wochentags|jeden werktag|montag bis freitag|mo bis fr',
    daily: 'taglich|jeden tag|jeden morgen',
    stop: 'stopp*|losch*|loesch*|beend*|abbestell*|keine .. mehr|hor auf|aufhoren|abbrech*|entfern*|ausschalten|abschalten|zuruckzieh*|widerruf*|zuruck',
    pause: 'pausier*|pause|stumm*|aussetzen',
    resume: 'fortsetz*|fortfahr*|wieder aufnehmen|weitermachen|wieder an|setze .. fort',
    later: 'spater|verschieb*|verschoben|schlummer*',
    onIt: 'kummere mich|kummern uns|arbeite daran|arbeiten daran|ubernehme|bin dran|sind dran|dran',
    summary:
      'zusammenfass*|fass* .. zusammen|uberblick|ubersicht|kurzfassung|wie ist die lage|gesamtbild|wo stehen wir',
    waive:
      'akzeptier*|ignorier*|tolerier*|nimm .. aus|nehme .. aus|verzicht*|setze .. aus|ausnehmen|hinnehmen|dulde*|befrei*',
    waiver:
      'ausnahme|ausnahmen|ausnahmegenehmigung*|akzeptierte risiken|risiko .. akzeptiert|risiken .. akzeptiert|erklarungen gelten|erklarungen|erklarung .. gilt|verzichte',
    withdraw: 'zuruck|zurucknehmen|zuruckziehen|widerruf*|aufheb*|losch*|entfern*|ruckgangig|beend*',
    // What may be seen in a chat.
    thisChat:
      'dieser kanal|diesem kanal|diesen kanal|dieser chat|diesem chat|diesen chat|diese gruppe|dieser gruppe|hier',
    maySee:
      'darf .. sehen|durfen .. sehen|sehen darf|gesehen werden|sichtbar|nur .. sehen|zeig* .. nur|beschrank*|begrenz*|sieht',
    nothingElse: 'nur|ausschliesslich|beschrank*|begrenz*',
    besides: 'auch|zusatzlich|ausserdem',
    export: 'export*|herunterlad*|datei|speicher* das|speicher* .. als|pdf|druck*|ausgeben',
    csv: 'csv|excel|tabelle|xlsx|tabellenblatt',
    json: 'json',
    markdown: 'markdown',
    html: 'html|webseite|druckversion',
    thanks:
      'ok|okay|alles klar|verstanden|danke*|vielen dank|dank|prima|super|toll|gut gemacht|klasse|perfekt|spitze|wunderbar|gute arbeit|grossartig',
    bye: 'tschuss|tschuess|auf wiedersehen|bis bald|bis spater|abbrechen|vergiss es|schon gut|ciao|egal|lass gut sein|nichts weiter',
    hello: 'hallo|guten morgen|guten tag|guten abend|moin|servus|gruss gott|hi|hey',
    help: 'hilfe|hilf|was kannst du|was machst du|wer bist du|was bist du|wie funktioniert das|wie funktionierst|was kann ich fragen|befehle gibt es|welche befehle|beispiel*|anleitung|wie geht das|bedienung|menu',
    access:
      'leserecht*|rolle|rollen|berechtigung*|zugriff geben|zugriff auf|gebe ich dir zugriff|rechte|recht|identitat|zugriffsrecht*|darfst du',
    reading: 'welche daten|datenschutz|was liest du|was speicherst du',
    limits: 'ticket|zuweis*|weise .. zu|automatisch|jira|kannst du .. andern/fixen/reparieren|darfst du .. andern',
    it: 'es|das|dies|dieses|diese|die|ihn|sie|davon|daran|darum',
    oneOf: 'der|die|das|instanz',
    and: 'und|auch|dasselbe|ebenso|was ist mit|genauso|das gleiche',
    more: 'mehr|weiter|nachste|nachste seite|weitere|noch mehr|rest',
    first: 'erste|ersten|erster|nummer eins|nummer 1',
    second: 'zweite|zweiten|zweiter|nummer zwei|nummer 2',
    third: 'dritte|dritten|dritter|nummer drei|nummer 3',
    last: 'letzte|letzten|letzter',
    yes: 'ja|jawohl|klar|genau|gerne|ja bitte|richtig|mach das|ok|okay',
    no: 'nein|nee|keine davon',
    forMonth: 'fur|im|in|bis|und|was ist mit|dasselbe|ab',
    production: 'produktion|produktiv*',
    development: 'entwicklung*',
    europe: 'europa|eu|europaisch*',
    us: 'usa|us|amerika|vereinigte* staaten',
    asia: 'asien',
    trustedAccess: 'vertrauenswurdig* zugriff*|vertrauenswurdig* dienst*|trusted access|trusted service connectivity',
    outageWord: 'ausfall|nicht bereit',
    unsupportedWord: 'nicht unterstutzt',
    actionNeededWord: 'handlungsbedarf|massnahme erforderlich',
    privateEndpoint: 'private* endpunkt*|private endpoint*|private link',
    serviceEndpoint: 'dienstendpunkt*|service endpoint*',
    bypass: 'umgehung|bypass',
    managedIdentity: 'verwaltete identitat*|managed identity',
    forcedTunnelling: 'tunnelerzwingung|erzwungene* tunnel*|forced tunnel*',
    namedValue: 'benannte* wert*|named value*',
    perimeter: 'perimeter|sicherheitsperimeter',
  },
};
