import Records

extension Story {
  /// How the exchange logs calls.
  static let exchange: [Story] = [
    Story(.ringGroup, .calls) { scene in
      scene.opensByMissedCall(.group)
      scene.callsBackOrNot()
    },
    Story(.ringGroup, .calls) { scene in scene.opensLive(ring: .group) },
    Story(.menuHangup, .calls) { scene in
      let start = scene.givesUpInMenu()
      scene.opens("call", at: start)
      scene.callsBackOrNot()
    },
    Story(.transfer, .calls) { scene in
      scene.opensLive(ring: scene.random.chance(0.5) ? .group : nil, transfer: true)
    },
    Story(.voicemailAfterRing, .calls) { scene in
      scene.opensByVoicemail(.group)
      scene.callsBackOrNot()
    },
    // Begins in the hour before the clocks go back; the call back is in the hour after, when
    // they show less.
    Story(.repeatedHour, .calls) { scene in
      let start = scene.opensByMissedCall()
      scene.now = start + (3600 - scene.random.int(120...900))
      scene.answers(with: scene.callsBack())
    },
  ]
}
