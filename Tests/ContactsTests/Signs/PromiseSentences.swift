extension SignSentences {
  static let promises = SignSentences(
    signal: "promises",
    text: """
      en
      + We'll call you back by tomorrow.
      + I will be there until Friday 5 pm.
      + You'll have it by Monday.
      + We'll fix it today.
      + Someone will call you within two hours.
      + I'll send it in 30 minutes.
      + By tomorrow noon we'll have a new one.
      + Lee will come by on Wednesday.
      + It'll be done by end of day.
      + We'll do that by the end of the week.
      + I'm going to replace it next week.
      + We will answer within 2 business days.
      + I'll look at it this afternoon.
      + The technician will be with you at 9 am tomorrow.
      + You will get the quote by EOD.
      + We'll ring you by 17:30.
      - Can you send it by tomorrow?
      - Please send the logs by Friday.
      - We can't do it by tomorrow.
      - We'll do it when we can.
      - I was there on Monday.
      - It will work again.
      - Will you be there on Friday?
      - The license ends on Friday.
      - If you call before noon, we'll see.
      - You need to restart it today.
      - We won't make it by Friday.
      - Thanks for coming in today.
      - We couldn't reach you yesterday or today.
      - I have sent it this morning.
      - The backup runs every Monday.
      - He is out of office until Friday.
      de
      + Wir rufen Sie bis morgen zurück.
      + Ich werde das bis Freitag 17 Uhr erledigen.
      + Wir kommen am Montag vorbei.
      + Ich melde mich innerhalb von 2 Stunden.
      - Können Sie das bis morgen schicken?
      - Wir haben das am Montag erledigt.
      - Das Büro ist bis Freitag geschlossen.
      - Bitte melden Sie sich bis Mittwoch.
      fr
      + Nous vous rappellerons demain.
      + Je serai là avant vendredi.
      + Nous passerons lundi à 10h.
      + Nous répondrons sous 24 heures.
      - Pouvez-vous l'envoyer demain ?
      - Nous avons remplacé le poste lundi.
      - Le bureau est fermé vendredi.
      - Nous ne serons pas là demain.
      es
      + Le llamaremos mañana.
      + Estará listo el viernes.
      + Vamos a pasar el lunes a las 10h.
      + Le responderé en 2 horas.
      - ¿Puede enviarlo mañana?
      - No podemos ir mañana.
      - La oficina cierra el viernes.
      - El equipo llegó el lunes.
      nl
      + We bellen u morgen terug.
      + Ik kom vrijdag langs.
      + Het zal maandag klaar zijn.
      + Wij sturen het binnen 2 uur.
      - Kunt u het morgen sturen?
      - We komen morgen niet.
      - Het kantoor is vrijdag dicht.
      - Ik heb het maandag gedaan.
      it
      + La richiameremo domani.
      + Verremo venerdì alle 10h.
      + Sarà pronto lunedì.
      + Risponderemo entro 2 ore.
      - Può mandarlo domani?
      - Non verremo domani.
      - L'ufficio è chiuso venerdì.
      - Lo abbiamo cambiato lunedì.
      pt
      + Vamos ligar amanhã.
      + Vou aí na sexta-feira.
      + Enviaremos isso hoje.
      + Responderemos em 2 horas.
      - Pode enviar amanhã?
      - Não vamos aí amanhã.
      - O escritório fecha na sexta.
      - O técnico chegou na segunda.
      """)
}
