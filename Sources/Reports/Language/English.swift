extension ReportLanguage {
  /// English, with days before months.
  public static let english = ReportLanguage(
    code: "en", decimalMark: ".", date: "{d} {mon} {y}", shortDate: "{d} {mon}", dayUnit: "d",
    weekdays: ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
    shortWeekdays: ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
    months: ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
    phrases: englishPhrases)

  private static let englishPhrases: [Phrase: String] = [
    // Numbers, times and counts.
    .notReached: "not reached (>\u{A0}{1})",
    .rate: "{1} of {2}",
    .rateWithShare: "{1} of {2} ({3})",
    .nothingToDivide: "n/d",
    .contacts: "{n} contact|{n} contacts",
    .attempts: "{n} attempt|{n} attempts",
    .days: "{n} day|{n} days",
    .openingDays: "{n} opening day|{n} opening days",
    .technicians: "{n} technician|{n} technicians",
    .times: "Once|{n} times",
    .twice: "Twice",
    .and: "{1} and {2}",
    .more: "and {n} more|and {n} more",
    .byTheClock: "{1} {2} by the clock",
    .target: "{1} {2}",
    .quarter: "Q{1} {2}",
    .inWeek: "in the week of {1}",
    .inPeriod: "in {1}",
    .noSubject: "no subject",
    .unknownPerson: "withheld or unknown",
    .allClients: "All clients",
    .noClient: "No client",
    .interval: " (95\u{A0}% interval {1} to {2})",
    .openInterval: " (95\u{A0}% interval from {1}, no upper limit yet)",

    // Channels.
    .email: "e-mail",
    .call: "call",
    .voicemail: "voicemail",
    .ticket: "ticket",
    .emails: "E-mails",
    .calls: "Calls",
    .voicemails: "Voicemails",
    .tickets: "Tickets",
    .records: "Records",

    // The figures in sentences.
    .noContacts: "No contacts came in.",
    .nobodyWaits: "Nobody is waiting now.",
    .waiting: """
    {n} person is waiting now; the longest for {1}.|{n} people are waiting now; the \
    longest for {1}.
    """,
    .waitingInMatters: """
    {n} person is waiting now in {2} matters; the longest for {1}.|{n} people are \
    waiting now in {2} matters; the longest for {1}.
    """,
    .cameInOn: "{1} came in on {2}",
    .cameInFromTo: "{1} came in from {2} to {3}",
    .withAttempts: "{1}, with {2} ({3} per contact).",
    .itWasAnswered: "It was answered.",
    .itWasAnsweredOrWithdrawn: "It was answered, or withdrawn ({1}).",
    .allWereAnswered: "All {1} were answered.",
    .allWereAnsweredOrWithdrawn: "All {1} were answered, or withdrawn ({2}).",
    .stillWait: "{n} still waits|{n} still wait",
    .closedUnanswered: "{n} was closed without an answer|{n} were closed without an answer",
    .notAnswered: "{1} has not been answered: {2}.|{1} have not been answered: {2}.",
    .moreWithdrew: "{1} more withdrew.",
    .answeredAfter: "It was answered after {1}.",
    .halfAnswered: "Half of the contacts were answered within {1}{2}",
    .halfNotAnswered: "Fewer than half of the contacts have been answered: the median wait is {1}",
    .answeredOnly: "{1}; counting only the answered ones it would look like {2}.",
    .nineInTenUnknown: "The time within which nine in ten are answered is {1}.",
    .nineInTen: "Nine in ten were answered within {1}{2}.",
    .openWait: "Counting opening hours only, the median wait is {1}, and that of nine in ten {2}.",
    .targetUnknown: "Answered within target: n/d, none can be told yet.",
    .withinTarget: "{1} was answered within target{2}.|{1} were answered within target{2}.",
    .noneAbandoned: "None of {n} call was abandoned.|None of {n} calls was abandoned.",
    .abandonedOne: """
    {1} call was abandoned: the caller gave up before anybody answered.|{1} calls \
    was abandoned: the caller gave up before anybody answered.
    """,
    .abandoned: """
    {1} call were abandoned: the caller gave up before anybody answered.|{1} calls \
    were abandoned: the caller gave up before anybody answered.
    """,
    .dropped: """
    {n} call was dropped within seconds and is not counted.|{n} calls were dropped \
    within seconds and are not counted.
    """,
    .missed: "{n} missed call or voicemail|{n} missed calls and voicemails",
    .nobodyCalledBack: "After {1} nobody was called back.",
    .calledBack: """
    After {1}, {2} of {3} was reached by a call back; the median time to it is {4}, \
    and to the first try {5}.|After {1}, {2} of {3} were reached by a call back; the \
    median time to it is {4}, and to the first try {5}.
    """,
    .settled: """
    {n} contact was settled by a person, which wins over every rule.|{n} contacts \
    were settled by a person, which wins over every rule.
    """,
    .ends: "Within 24 hours {1} were answered (95\u{A0}% interval {2} to {3})",
    .endsClosed: ", {1} closed without an answer",
    .endsWithdrawn: ", {1} withdrawn",
    .soFar: "{1}, so far,",
    .changeFromNone: "{1} {2} came in; {3} none did.",
    .change: "{1} {2} came in, after {3} {4}; not answered: {5}, after {6}",
    .changeMedian: "; median wait {1}, after {2}",
    .beside: """
    Beside all clients together: not answered {1}, of all {2}; median wait {3}, of \
    all {4}.
    """,
    .when: """
    What went unanswered came in most often on a {1} ({2} of the {3} contacts of \
    that day) and between {4} and {5} o'clock ({6} of {7}).
    """,

    .readUntil: """
    Waits are counted to the end of what was read and could show an answer, so they \
    are at least as long. Read until: {1}.
    """,

    // The signs of the relationship.
    .fixesHeading: "Do fixes hold",
    .fixesMethod: """
    From the answer, or the time at which the ticket was solved, to the next contact \
    on the same thread or ticket, or of the same client with a like subject within \
    90 days. What goes on within a day is the same exchange, unless it says that it \
    came back.
    """,
    .fixesFew: "{n} matter was fixed, {1} came back.|{n} matters were fixed, {1} came back.",
    .fixesYoung: "{1} matters were fixed and {2} came back; too few long enough ago to tell more.",
    .fixesFirst: "{1} of {2} fixes came back within {3} days",
    .fixesNext: "{1} of {2} within {3} days",
    .fixesSoon: "One in ten was back within {1}.",
    .reopened: "{n} ticket was opened again.|{n} tickets were opened again.",
    .continuityHeading: "The same technician",
    .continuityOfClient: "{1} gave {2} of {3} answers",
    .continuityOfAll: "The technician whom a client meets most gave {1} of {2} answers",
    .continuityRow: "; {1} of {2} came from the same one as the answer before",
    .continuityMet: "; {n} technician answered|; {n} technicians answered",
    .continuityMetOnAverage: "; a client met {1} technicians on average",
    .continuityMethod: "Over the answers of which the technician is known.",
    .usualProvider: " Usual provider (UPC) {1}",
    .boxerman: ", Bice-Boxerman index {1}",
    .alwaysTheSame: "; 1 is always the same.",
    .answersEach: " Answers: {1}.",
    .answersEachAndMore: " Answers: {1} and {2} more.",
    .handedOnHeading: "Handed on, told again",
    .handedOnMethod: "A matter is a chain of contacts on one thread, ticket or like subject.",
    .handedOn: """
    {1} of {n} matter with several answers passed through more than one \
    technician|{1} of {n} matters with several answers passed through more than one \
    technician
    """,
    .handedOnMost: ", one through {1}",
    .toldAgain: "{1} a client wrote that they had told it before.",
    .attitudeHeading: "How we write",
    .attitude: "Of our messages, {1}.",
    .attitudeMethod: """
    By phrases in the new text of the message itself, quoted here; read them before \
    judging. Nothing is concluded from a thread.
    """,
    .sentAway: "{1} sent somebody away",
    .talkedDown: "{1} talked down to somebody",
    .withoutDate: "{1} promised something without a date",
    .promisesHeading: "Promised times",
    .promisesMethod: """
    Kept means that we were in touch with the person again before it was due. Those \
    that were not are quoted.
    """,
    .promisesNone: "No promise with a time was due yet",
    .promisesKept: "{1} of {2} promises with a time were kept",
    .promisesOpen: "; {1} can still be",
    .escalationsHeading: "Escalations",
    .escalations: "{1} a client asked for somebody above, complained or spoke of leaving.",
    .theirPhrases: "By phrases of theirs.",
    .workaroundsHeading: "Ways around support",
    .workarounds: """
    {1} a client told of a way around support: private mail or storage, shared \
    passwords, a way of their own in the meantime, or giving up.
    """,
    .silenceHeading: "Gone quiet",
    .silence: """
    {1} came in over the last {2} weeks, against {3} a week before, when {4} went \
    unanswered.
    """,
    .silenceMethod: "So few by chance alone: {1} (conditional test of two Poisson rates).",
    .firstMoveHeading: "First move",
    .firstMove: "We began {1} conversations.",
    .firstMoveMethod: """
    New mails and tickets of ours and calls that were picked up, outside of any \
    contact of theirs; automatic mail does not count.
    """,
    .checkInsHeading: "Check-ins and reviews",
    .checkInsMethod: """
    Invitations to meetings and mails of ours that ask how things are or propose a \
    review; one is due each quarter.
    """,
    .checkInsNone: "No meeting, review or mail that asks how things are was found in {1} days.",
    .checkIns: """
    {n} check-in or review; the longest time without one was {1}.|{n} check-ins or \
    reviews; the longest time without one was {1}.
    """,
    .nextWasDue: " The next was due by {1}.",
    .nextIsDue: " The next is due by {1}.",
    .namedHeading: "Named contact",
    .named: """
    {1} contacts came in to the named technician, and {2} answers came from them.
    """,
    .namedMethod: "Mail addressed to them, over all contacts of clients with a named technician.",
    .costHeading: "Cost of waiting",
    .cost: "Waiting cost {1}.",
    .costMethod: "Opening hours that contacts waited, live calls apart, times cost_per_hour.",
    .us: "us",
    .unknownAuthor: "unknown",
    .oneTechnician: "One technician",

    // What is not known.
    .gap: "{1}: nothing on {2} from {3} to {4}; is a log missing?",
    .moreGaps: "And {n} more such gap.|And {n} more such gaps.",
    .goneFiles: """
    {n} file is no longer there; what it held when it was last read still counts: {1}|{n} \
    files are no longer there; what they held when they were last read still counts: {1}
    """,
    .nobodys: """
    {1} of {n} person or number that belongs to nobody in the directory: {2}|{1} of {n} \
    people or numbers that belong to nobody in the directory, such as {2}
    """,
    .withheld: "{n} contact of withheld numbers|{n} contacts of withheld numbers",
    .weaklyMatched: """
    {1} answers were matched by the person or number alone, not by a thread or ticket.
    """,
    .nobodysContacts: """
    {1} of withheld numbers or of people who are in no client's directory; they are \
    in no figure above. {2}
    """,

    // The books.
    .noBooks: "No books came with the contacts.",
    .booksBalance: """
    Nothing is lost: read = used + excluded + rejected, at each stage. Several rows \
    of a log can be one call, and accounts of people and firms are no records.
    """,
    .booksOff: """
    The books do not balance: what follows may be incomplete. This is a defect of \
    Ringback.
    """,
    .stageBooks: "{1}: {2} read = {3} used + {4} excluded + {5} rejected",
    .stageBooksOfSources: "{1}: {2} read from {6} sources = {3} used + {4} excluded + {5} rejected",
    .stageOff: " (DOES NOT BALANCE)",
    .excludedList: "excluded: {1}",
    .rejectedList: "rejected: {1}",

    // The pictures.
    .curveTitle: "Share of contacts answered as time goes by",
    .curveCaption: """
    Share of contacts answered as time goes by, {1}; the band is the 95\u{A0}% interval. \
    Time is stretched at its start.
    """,
    .curveByTheClock: "by the clock",
    .curveOpen: "in opening hours",
    .curveTarget: " Dashed: the target, {1}.| Dashed: the targets, {1}.",
    .answeredWithin: "{1} answered within {2}.",
    .weeksTitle: "Contacts by week",
    .weeksCaption: """
    Contacts by the week in which they came in, {1} to {2}: {3}, of which {4} have \
    not been answered.
    """,
    .answered: "answered",
    .withdrawn: "withdrawn",
    .unanswered: "not answered",
    .gridTitle: "What went unanswered by weekday and hour",
    .gridCaption: """
    What went unanswered ({1}), by the weekday and hour in which it came in: the \
    larger a square, the more; a dot stands for an hour in which all that came in \
    was answered.
    """,
    .techniciansTitle: "Who answered as time goes by",
    .techniciansCaption: "Shares of the answers over time, by who gave them: {1}.",
    .others: "others",

    // The page.
    .pageTitle: "{1}: who waits to hear back from {2}",
    .asOf: "As of {1}",
    .report: "Report",
    .waitingNow: "Waiting now",
    .figures: "Figures",
    .overTime: "Over time",
    .signs: "Signs of the relationship",
    .notKnown: "What is not known",
    .books: "Books",
    .method: "Method",
    .waits: "Waits",
    .client: "Client",
    .who: "Who",
    .about: "About",
    .since: "Since",
    .columnContacts: "Contacts",
    .columnUnanswered: "Not answered",
    .columnMedian: "Median wait",
    .columnNineInTen: "Nine in ten",
    .columnAnsweredOnly: "Median, answered only",
    .columnTarget: "Within target",
    .columnWaiting: "Waiting",
    .stage: "Stage",
    .read: "Read",
    .used: "Used",
    .excluded: "Excluded",
    .rejected: "Rejected",
    .why: "Why",
    .fromTo: "{1} to {2}",
    .byClient: "By client",
    .byChannel: "By channel",
    .channel: "Channel",
    .byWeek: "By week of arrival",
    .byMonth: "By month of arrival",
    .byQuarter: "By quarter of arrival",
    .week: "Week",
    .month: "Month",
    .quarterWord: "Quarter",
    .tileHalf: "Half answered within",
    .tileNineInTen: "Nine in ten within",
    .tileNotReached: "not reached yet",
    .tileAnsweredOnly: "answered only: {1}",
    .quotedApart: "What was written is quoted on the pages of the clients.",
    .footer: "Made by Ringback. This page holds no script and loads nothing from anywhere.",

    // The text.
    .textHead: "Ringback: who waits to hear back from {1}",
    .textAsOf: "As of {1} ({2})",
    .titleWaiting: "WAITING NOW",
    .titleFigures: "FIGURES",
    .titleNotKnown: "NOT KNOWN",
    .titleNoClient: "NO CLIENT",
    .titleBooks: "BOOKS",
    .titleMethod: "METHOD",
    .andOthers: "and {1}",
    .otherClients: """
    {n} other client, told in the pages and tables only|{n} other clients, told in \
    the pages and tables only
    """,
    .attemptsBefore: "{1} attempts: {2}",
    .allTogether: "All clients together:",
    .textContacts: "contacts",
    .textUnanswered: "unanswered",
    .textMedian: "median",
    .textNineInTen: "9 in 10",
    .textWaiting: "waiting",
    .signsOf: "Signs of the relationship:",
    .covered: "Covered in time:",

    // The story of a contact.
    .storyContact: "Contact {1}",
    .storyClient: "Client: {1}",
    .storyPerson: "Person: {1}",
    .storySubject: "Subject: {1}",
    .storyNobody: "nobody's in the directory",
    .storyPlace: "{1} ({2}, offset {3})",
    .storyPlaceLine: "{1} ({2}, offset {3}, line {4})",
    .storyWaited: "{1} by the clock, {2} of opening hours",
    .storyAnswered: "Opened {1}, {2}, and answered after {3}{4}: {5}.",
    .storyBy: " by {1}",
    .storyUnanswered: """
    Opened {1}, {2}, and not answered by anything that was observed until {3}: \
    waiting for {4}. Automatic replies, forwards, private notes, status changes and \
    calls of ours that did not reach the person answer nothing.
    """,
    .storyClosed: """
    Opened {1}, {2}, and its ticket was closed after {3} with no answer before: it \
    never counts as kept.
    """,
    .storyWithdrawn: "Opened {1}, {2}, and withdrawn by the client after {3}.",
    .storyTarget: "Target for a first {1}: {2}; {3}.",
    .kept: "kept",
    .missedTarget: "missed",
    .notTold: "cannot be told yet",
    .byThread: "a reply in its thread of mail that reached who wrote in it",
    .byTicket: "a public comment on its ticket",
    .byLive: "a person of ours picked up the call itself",
    .byNumber: "a call with the same number, which is no single person's in the directory",
    .byPerson: "contact with the same person through another channel or matter",
    .bySettlement: "a person of ours said so",
    .saysOpened: "they made contact, which opened it",
    .saysAttempt: "they tried again",
    .saysEcho: "the same, seen a second time",
    .saysAnswer: "our answer",
    .saysAcknowledgement: "an automatic reply of ours, which answers nothing",
    .saysOurTry: "our call to them",
    .saysNote: "of ours or theirs, which answers nothing",
    .saysClosed: "the ticket was closed",
    .saysReopened: "the ticket was opened again",
    .saysWithdrawn: "they said that it is solved or no longer needed",
    .saysThanks: "they only thanked or confirmed",
    .saysSettled: "settled by a person",

    // The method.
    .methodContact: """
    A contact is one time that a client waited: from the first attempt to the first \
    answer by a person. Further calls, voicemails, mails and tickets in the same \
    matter are attempts of the same contact and do not restart its clock. An \
    automatic reply, a private note or a call that nobody picked up answers nothing; \
    a ticket closed without an answer stays unanswered.
    """,
    .methodWaits: """
    Waits are told over all contacts. Those not answered yet are known to have \
    waited at least until now (right-censored); the Kaplan-Meier estimate takes them \
    in as such. Leaving them out, as is common, makes a service look better the more \
    it leaves unanswered: that figure stands beside for comparison only.
    """,
    .methodIntervals: """
    The 95\u{A0}% interval (log-log, Greenwood) says how far chance alone may have moved \
    a figure; where contacts are few it is wide. "Not reached" means that more than \
    the share in question still waits after the longest time observed. Shares of \
    fewer than five are told as counts, and n/d means that there is nothing to \
    divide by.
    """,
    .methodSigns: """
    The signs of the relationship are counted from the same events, each by its own \
    rule; what goes by phrases is quoted as it was written, with its place, and \
    wants reading before judging. Under five nothing is concluded, and no score is \
    made of them.
    """,
    .methodTarget: """
    Within target counts the contacts answered in time over all but those that may \
    still be. A month's figures are those of the contacts that came in during it. \
    The evidence of a contact is shown by: ringback explain, followed by its id.
    """,
  ]
}
