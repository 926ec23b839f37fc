/// What the reports say, by name; each ``Language`` has words for all of them.
enum Phrase: String, CaseIterable, Sendable {
  // Numbers, times and counts.
  case notReached, rate, rateWithShare, nothingToDivide, contacts, attempts, days, openingDays
  case technicians, times, twice, and, more, byTheClock, target, quarter, inWeek, inPeriod
  case noSubject, unknownPerson, allClients, noClient, interval, openInterval

  // Channels.
  case email, call, voicemail, ticket, emails, calls, voicemails, tickets, records

  // The figures in sentences.
  case noContacts, nobodyWaits, waiting, waitingInMatters, cameInOn, cameInFromTo, withAttempts
  case itWasAnswered, itWasAnsweredOrWithdrawn, allWereAnswered, allWereAnsweredOrWithdrawn
  case stillWait, closedUnanswered, notAnswered, moreWithdrew, answeredAfter, halfAnswered
  case halfNotAnswered, answeredOnly, nineInTenUnknown, nineInTen, openWait, targetUnknown
  case withinTarget, noneAbandoned, abandonedOne, abandoned, dropped, missed, nobodyCalledBack
  case calledBack, settled, ends, endsClosed, endsWithdrawn, soFar, changeFromNone, change
  case changeMedian, beside, when, readUntil

  // The signs of the relationship.
  case fixesHeading, fixesMethod, fixesFew, fixesYoung, fixesFirst, fixesNext, fixesSoon
  case reopened, continuityHeading, continuityOfClient, continuityOfAll, continuityRow
  case continuityMet, continuityMetOnAverage, continuityMethod, usualProvider, boxerman
  case alwaysTheSame, answersEach, answersEachAndMore, handedOnHeading, handedOnMethod, handedOn
  case handedOnMost, toldAgain, attitudeHeading, attitude, attitudeMethod, sentAway, talkedDown
  case withoutDate, promisesHeading, promisesMethod, promisesNone, promisesKept, promisesOpen
  case escalationsHeading, escalations, theirPhrases, workaroundsHeading, workarounds
  case silenceHeading, silence, silenceMethod, firstMoveHeading, firstMove, firstMoveMethod
  case checkInsHeading, checkInsMethod, checkInsNone, checkIns, nextWasDue, nextIsDue
  case namedHeading, named, namedMethod, costHeading, cost, costMethod, us, unknownAuthor
  case oneTechnician

  // What is not known.
  case gap, moreGaps, goneFiles, nobodys, withheld, weaklyMatched, nobodysContacts

  // The books.
  case noBooks, booksBalance, booksOff, stageBooks, stageBooksOfSources, stageOff, excludedList
  case rejectedList

  // The pictures.
  case curveTitle, curveCaption, curveByTheClock, curveOpen, curveTarget, answeredWithin
  case weeksTitle, weeksCaption, answered, withdrawn, unanswered, gridTitle, gridCaption
  case techniciansTitle, techniciansCaption, others

  // The page.
  case pageTitle, asOf, report, waitingNow, figures, overTime, signs, notKnown, books, method
  case waits, client, who, about, since, columnContacts, columnUnanswered, columnMedian
  case columnNineInTen, columnAnsweredOnly, columnTarget, columnWaiting, stage, read, used
  case excluded, rejected, why, fromTo, byClient, byChannel, channel, byWeek, byMonth, byQuarter
  case week, month, quarterWord, tileHalf, tileNineInTen, tileNotReached, tileAnsweredOnly
  case quotedApart, footer

  // The text.
  case textHead, textAsOf, titleWaiting, titleFigures, titleNotKnown, titleNoClient, titleBooks
  case titleMethod, andOthers, otherClients, attemptsBefore, allTogether
  case textContacts, textUnanswered, textMedian, textNineInTen, textWaiting, signsOf, covered

  // The story of a contact.
  case storyContact, storyClient, storyPerson, storySubject, storyNobody, storyPlace
  case storyPlaceLine, storyWaited, storyAnswered, storyBy, storyUnanswered, storyClosed
  case storyWithdrawn, storyTarget, kept, missedTarget, notTold, byThread, byTicket, byLive
  case byNumber, byPerson, bySettlement, saysOpened, saysAttempt, saysEcho, saysAnswer
  case saysAcknowledgement, saysOurTry, saysNote, saysClosed, saysReopened, saysWithdrawn
  case saysThanks, saysSettled

  // The method.
  case methodContact, methodWaits, methodIntervals, methodSigns, methodTarget
}
