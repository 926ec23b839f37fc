extension PhraseList {
  /// We ask how things are without being asked, or propose a review.
  static let checkIns = PhraseList(
    name: "check_ins", side: .ours,
    doubts: "no cancel cancelled kein keine pas",
    unless: ["luggage|flight|hotel|code", "review the|your|this log|logs|ticket|quote|invoice"],
    phrases: [
      .english: [
        "just|quick|wanted|to checking|check in", "checking in with|to|on|about",
        "quarterly|annual|yearly|monthly|half-yearly|semi-annual * review|check-in|meeting", "qbr",
        "business|service|account review", "touch base with|about|to|and|", "touching base",
        "how is|are everything|things|it working|going|running",
        "anything|something else| we can improve", "anything|something else| we can do better",
        "satisfied|happy with our service|support",
        "feedback on|about our service|support|work",
      ],
      .german: [
        "quartalsgespräch", "jahresgespräch", "servicegespräch", "statusgespräch",
        "quartalsbesprechung",
        "wollte|wollten nur * nachfragen|hören|fragen",
        "wollte|wollten mal|kurz * nachfragen|hören",
        "läuft alles", "sind sie zufrieden|mit", "wie läuft es|alles",
        "rückmeldung zu unserem|unserer",
      ],
      .french: [
        "revue|réunion|bilan trimestrielle|trimestriel|annuelle|annuel|mensuelle|mensuel",
        "point trimestriel|mensuel|annuel", "revue de service|compte",
        "je prenais|prends des nouvelles",
        "prendre des nouvelles", "tout se passe bien", "tout fonctionne bien",
        "êtes-vous satisfaits|satisfait",
      ],
      .spanish: [
        "revisión|reunión trimestral|anual|mensual", "revisión del servicio", "qué tal va|todo",
        "cómo va todo", "cómo va el|la", "está|están satisfecho|satisfechos|contento|contentos",
        "quería saber cómo",
        "seguimiento trimestral",
      ],
      .dutch: [
        "kwartaalgesprek", "kwartaaloverleg", "jaargesprek", "serviceoverleg", "evaluatiegesprek",
        "hoe gaat het met|nu", "werkt alles naar", "even horen hoe|of", "even checken of|hoe",
        "bent u tevreden",
        "verloopt alles",
      ],
      .italian: [
        "riunione|revisione|verifica trimestrale|annuale|mensile", "revisione del servizio",
        "come va|sta tutto|andando|con", "tutto procede bene", "siete|è soddisfatti|soddisfatto",
        "volevo sapere come", "incontro trimestrale",
      ],
      .portuguese: [
        "reunião|revisão trimestral|anual|mensal", "revisão do serviço", "como está|vai tudo|a|o",
        "está tudo a|bem|funcionando funcionar|", "estão|está satisfeitos|satisfeito",
        "queria saber como",
        "ponto de situação",
      ],
    ])
}
