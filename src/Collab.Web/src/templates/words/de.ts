import type { TemplateWords } from './templateWords';

export const de: TemplateWords = {
  retrospective: 'Retrospektive',
  retrospectiveHint: 'Was gut lief, was nicht, wie es weitergeht',
  wentWell: 'Lief gut',
  couldBeBetter: 'Geht besser',
  nextSteps: 'Nächste Schritte',
  writeHere: 'Schreib hier einen Gedanken hin',
  copyMe: 'Zettel mit Strg+D kopieren',
  votes: 'Eine Idee je Zettel',
  flowChart: 'Ablaufplan',
  flowChartHint: 'Schritte, eine Entscheidung und zwei Enden, mit Pfeilen, die haften',
  start: 'Anfang',
  step: 'Etwas tun',
  question: 'Hat es geklappt?',
  yes: 'ja',
  no: 'nein',
  repair: 'Ursache finden',
  done: 'Fertig',
  kanban: 'Kanban',
  kanbanHint: 'Offen, in Arbeit, fertig, mit Karten zum Verschieben',
  toDo: 'Offen',
  doing: 'In Arbeit',
  cardOne: 'Die erste Karte schreiben',
  cardTwo: 'Eine Karte in eine andere Spalte ziehen',
  cardThree: 'Andere mit „Teilen“ einladen',
  cardFour: 'Dieses Board anlegen',

  meeting: 'Besprechung',
  meetingHint: 'Themen, Notizen, Beschlüsse und wer was tut',
  meetingFacts: '**Datum:** \u2003 **Dabei:** ',
  agenda: 'Themen',
  agendaItems: ['Was seit dem letzten Mal war', 'Thema', 'Wie es weitergeht'],
  notes: 'Notizen',
  decisions: 'Beschlüsse',
  decision: 'Wir werden …',
  actions: 'Aufgaben',
  actionItems: ['Wer tut was bis wann', 'Diese Notizen verschicken'],
  brief: 'Projektskizze',
  briefHint: 'Warum, was, wer und wann auf einer Seite',
  problem: 'Das Problem',
  problemText: 'Wer hat heute welches Problem, und woher wissen wir das?',
  goal: 'Das Ziel',
  goalText: 'Was wird gelten, wenn wir fertig sind? *Ein Satz, den alle wiederholen können.*',
  scope: 'Was dazugehört, und was nicht',
  scopeItems: ['Wir werden …', 'Wir werden nicht …'],
  milestones: 'Meilensteine',
  milestoneRows: [['Meilenstein', 'Wer', 'Wann'], ['Erster Entwurf', '', ''], ['Von anderen erprobt', '', ''], ['Fertig', '', '']],
  risks: 'Risiken und offene Fragen',
  risk: 'Was könnte schiefgehen, und was dann?',
  week: 'Wochenplan',
  weekHint: 'Drei Ziele und eine Liste für jeden Tag',
  weekGoals: 'Drei Dinge, auf die es diese Woche ankommt',
  weekGoalItems: ['Erstens', 'Zweitens', 'Drittens'],
  days: ['Montag', 'Dienstag', 'Mittwoch', 'Donnerstag', 'Freitag'],
  task: 'Eine Aufgabe',
  review: 'Rückblick',
  reviewText: 'Was hat geklappt? Was geht in die nächste Woche?',

  readme: 'README',
  readmeHint: 'Was ein Projekt ist, wie man anfängt, wie man hilft',
  readmeText: `# Name des Projekts

Ein Satz, der sagt, was es tut, und für wen.

## Anfangen

\`\`\`sh
git clone https://example.org/project.git
cd project
make run
\`\`\`

## Benutzen

- Das Häufigste, mit einem Beispiel
- Das Zweithäufigste

## Mithelfen

Fragen, Fehler und Ideen sind willkommen. Sag, was du erwartet hast und was geschah.

## Lizenz

MIT
`,
};
