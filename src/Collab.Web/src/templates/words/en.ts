export const en = {
  retrospective: 'Retrospective',
  retrospectiveHint: 'What went well, what did not, what comes next',
  wentWell: 'Went well',
  couldBeBetter: 'Could be better',
  nextSteps: 'Next steps',
  writeHere: 'Write a thought here',
  copyMe: 'Copy a note with Ctrl+D',
  votes: 'One idea a note',
  flowChart: 'Flow chart',
  flowChartHint: 'Steps, a decision and two ends, joined by arrows that stick',
  start: 'Start',
  step: 'Do something',
  question: 'Did it work?',
  yes: 'yes',
  no: 'no',
  repair: 'Find out why',
  done: 'Done',
  kanban: 'Kanban',
  kanbanHint: 'To do, doing, done, with cards to move',
  toDo: 'To do',
  doing: 'Doing',
  cardOne: 'Write the first card',
  cardTwo: 'Drag a card to another column',
  cardThree: 'Invite others with Share',
  cardFour: 'Make this board',

  meeting: 'Meeting notes',
  meetingHint: 'Agenda, notes, decisions and who does what',
  meetingFacts: '**Date:** \u2003 **Present:** ',
  agenda: 'Agenda',
  agendaItems: ['What happened since last time', 'Topic', 'What comes next'],
  notes: 'Notes',
  decisions: 'Decisions',
  decision: 'We will …',
  actions: 'Actions',
  actionItems: ['Who does what by when', 'Send these notes around'],
  brief: 'Project brief',
  briefHint: 'Why, what, who and when on one page',
  problem: 'The problem',
  problemText: 'Who has which problem today, and how do we know?',
  goal: 'The goal',
  goalText: 'What will be true when we are done? *One sentence that everybody can repeat.*',
  scope: 'In scope, and not',
  scopeItems: ['We will …', 'We will not …'],
  milestones: 'Milestones',
  milestoneRows: [['Milestone', 'Who', 'When'], ['First draft', '', ''], ['Tried by others', '', ''], ['Finished', '', '']],
  risks: 'Risks and open questions',
  risk: 'What could go wrong, and what then?',
  week: 'Weekly plan',
  weekHint: 'Three goals and a list for each day',
  weekGoals: 'Three things that matter this week',
  weekGoalItems: ['First', 'Second', 'Third'],
  days: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday'],
  task: 'A task',
  review: 'Looking back',
  reviewText: 'What worked? What goes to next week?',

  readme: 'README',
  readmeHint: 'What a project is, how to start, how to help',
  readmeText: `# Project name

One sentence that says what it does, and for whom.

## Start

\`\`\`sh
git clone https://example.org/project.git
cd project
make run
\`\`\`

## Use

- The most common thing, with an example
- The second most common thing

## Help

Questions, bugs and ideas are welcome. Say what you expected, and what happened.

## Licence

MIT
`,
};
