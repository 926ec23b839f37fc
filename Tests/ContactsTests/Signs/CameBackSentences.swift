extension SignSentences {
  static let cameBack = SignSentences(
    signal: "came_back",
    text: """
      en
      + It's the same problem again.
      + The scanner is down again.
      + It still doesn't print.
      + The error is back.
      + The problem came back this morning.
      + It happened again today.
      + That didn't help.
      + It is not fixed.
      + It keeps disconnecting.
      + This is the third time this week.
      + Outlook crashed again.
      + The VPN is still not working.
      + It stopped working again.
      + Same issue as yesterday, same error again.
      + The issue has returned.
      + It wasn't fixed properly.
      - It works again.
      - I'm back in the office on Monday.
      - Please call me again.
      - When will you be back?
      - I still need a new mouse.
      - Thank you, it is fixed.
      - The same user needs a laptop.
      - If it happens again, I'll call.
      - We returned the old phone.
      - I am still here until five.
      - The back door is open.
      - Good to hear from you again.
      - We have a new problem.
      - It is the third floor printer.
      - My order has not arrived yet.
      - Can you help me with the scanner?
      de
      + Der Drucker ist schon wieder offline.
      + Es geht immer noch nicht.
      + Der Fehler tritt wieder auf.
      + Das hat nichts geholfen.
      - Es geht wieder.
      - Ich bin am Montag wieder da, bitte um Rückruf am Montag.
      - Wir brauchen eine neue Maus.
      - Vielen Dank, es ist behoben.
      fr
      + Il ne marche toujours pas.
      + Encore la même erreur.
      + Le problème persiste.
      + Ça recommence.
      - Il marche à nouveau.
      - J'ai une question.
      - Merci, c'est réparé.
      - Nous avons un nouveau problème.
      es
      + Sigue sin funcionar.
      + Otra vez el mismo error.
      + Ha vuelto a fallar.
      + El problema no está resuelto.
      - Ya funciona.
      - Tengo una pregunta.
      - Gracias, está arreglado.
      - Tenemos un problema nuevo.
      nl
      + Het werkt nog steeds niet.
      + Alweer dezelfde fout.
      + Het probleem is terug.
      + Het is niet opgelost.
      - Het werkt weer.
      - Ik heb een vraag.
      - Dank, het is opgelost.
      - We hebben een nieuw probleem.
      it
      + Ancora non funziona.
      + È di nuovo lo stesso errore.
      + Il problema si ripresenta.
      + Non è stato risolto.
      - Ora funziona.
      - Ho una domanda.
      - Grazie, è risolto.
      - Abbiamo un problema nuovo.
      pt
      + Ainda não funciona.
      + Outra vez o mesmo erro.
      + O problema voltou.
      + Voltou a falhar.
      - Já funciona.
      - Tenho uma pergunta.
      - Obrigado, está resolvido.
      - Temos um problema novo.
      """)
}
