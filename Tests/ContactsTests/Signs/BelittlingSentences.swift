extension SignSentences {
  static let belittling = SignSentences(
    signal: "belittling",
    text: """
      en
      + This looks like user error to me.
      + As I already told you, restart it.
      + I told you twice to restart the router.
      + It's not rocket science.
      + It's not that hard to click a button.
      + Even a child can do that.
      + Everyone knows that.
      + You obviously didn't restart it.
      + Did you even read my mail?
      + Read the manual first.
      + Please calm down.
      + You are overreacting.
      + It's your own fault.
      + You should know that by now.
      + How many times do I have to explain this?
      + What did you do this time?
      + That is a stupid question.
      - It was not user error, the disk had failed.
      - I told our vendor that you are waiting.
      - The manual is attached for your reference.
      - It was our own fault, sorry.
      - Did you read the new prices?
      - We know that this is hard for you.
      - There is no such thing as a stupid question.
      - Everyone can log in again.
      - You did everything right.
      - What did the screen show this time?
      - The child safety filter is on.
      - I hope things calm for you soon.
      - Obviously we should have called earlier.
      - It's hard to say what happened.
      - You should have access now.
      - The user reported an error.
      de
      + Das ist ein Bedienfehler.
      + Das habe ich Ihnen doch schon gesagt.
      + Das kann doch jeder.
      + Beruhigen Sie sich.
      - Das ist kein Bedienfehler.
      - Ich habe Ihnen die Anleitung geschickt.
      - Das kann jeder Mitarbeiter jetzt wieder öffnen.
      - Vielen Dank für Ihre Frage.
      fr
      + C'est une erreur de l'utilisateur.
      + Je vous l'ai déjà dit.
      + C'est pourtant simple.
      + Calmez-vous, madame.
      - Je vous ai envoyé la procédure.
      - La procédure est simple, je vous aide.
      - Ce n'est pas de votre faute.
      - L'utilisateur est créé.
      es
      + Es un error del usuario.
      + Ya se lo dije ayer.
      + No es tan difícil.
      + Lea el manual.
      - No es culpa suya.
      - Le envío el manual.
      - El usuario está creado.
      - Se lo diré al técnico.
      nl
      + Dat is een gebruikersfout.
      + Dat heb ik u al gezegd.
      + Zo moeilijk is het niet.
      + Eigen schuld.
      - Het is niet uw eigen schuld.
      - Ik heb u de handleiding gestuurd.
      - De gebruiker is aangemaakt.
      - Dat is een moeilijk probleem.
      it
      + È un errore dell'utente.
      + Non è così difficile.
      + Lo sanno tutti.
      + Legga il manuale.
      - Non è colpa sua.
      - Le mando il manuale.
      - L'utente è stato creato.
      - È difficile dirlo ora.
      pt
      + É um erro de utilizador.
      + Já lhe disse isso.
      + Não é assim tão difícil.
      + A culpa é sua.
      - Não é culpa sua.
      - Envio-lhe o manual.
      - O utilizador foi criado.
      - É difícil dizer agora.
      """)
}
