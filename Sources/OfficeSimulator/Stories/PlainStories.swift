import Records

extension Story {
  /// What happens on most days.
  static let plain: [Story] = [
    Story(weight: 34, .mail) { scene in
      if scene.random.chance(0.2) { scene.desk = scene.technician() }
      let mail = scene.opensByMail()
      scene.repliesOrNot(to: mail)
    },
    // A further question after the answer is a contact of its own.
    Story(weight: 8, .mail) { scene in
      let mail = scene.opensByMail()
      scene.laterSameDay()
      let reply = scene.replies(to: mail)
      scene.answers(with: reply)
      scene.nextDays()
      let question = scene.writes(after: reply, scene.random.pick(Texts.furtherQuestions))
      scene.opens("email", at: question.at)
      scene.repliesOrNot(to: question)
    },
    Story(weight: 12, .calls) { scene in
      scene.opensByMissedCall()
      scene.callsBackOrNot(chance: 0.85)
    },
    Story(weight: 12, .calls) { scene in
      scene.opensByVoicemail()
      scene.callsBackOrNot(chance: 0.85)
    },
    Story(weight: 20, .calls) { scene in scene.opensLive() },
    Story(weight: 14, .helpdesk) { scene in
      let ticket = scene.opensByTicket()
      scene.commentsOrNot(on: ticket)
    },
  ]
}

extension Scene {
  /// A call that a human takes at once: a contact that its own call answers.
  mutating func opensLive(
    talk: ClosedRange<Int> = 45...900, ring: Ring? = nil, transfer: Bool = false
  ) {
    let call = liveCall(talk: talk, ring: ring, transfer: transfer)
    opens("call", at: call.start)
    answers(at: call.answered, by: call.technician, through: "call", matchedBy: "live")
  }
}
