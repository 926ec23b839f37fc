extension SignSentences {
  static let toldAgain = SignSentences(
    signal: "told_again",
    text: """
      en
      + As I said, the printer on floor two is offline.
      + As already explained, it happens after login.
      + I already told your colleague about this.
      + I have already described the error.
      + I've explained this three times now.
      + Like I said yesterday, it is the left screen.
      + How many times do I have to call?
      + I don't want to repeat myself.
      + Do I have to explain everything again?
      + Please see my previous email.
      + For the third time: the fax does not work.
      + We've been told to start over from the beginning.
      + As we mentioned on the phone, it is urgent.
      + We already sent you the serial number.
      + I explained it to the last technician.
      + We have to tell every technician again.
      + I already answered that.
      - I already restarted it.
      - He said that it works.
      - Thank you for explaining this.
      - As you said, I restarted it.
      - I told nobody.
      - I never said that.
      - Explain how it works, please.
      - Could you repeat the number?
      - It is the second time slot.
      - I sent the form.
      - We start from Monday.
      - The previous technician was nice.
      - She mentioned a new laptop.
      - I have not told him yet.
      - As a reminder, we close at noon.
      - The email is gone.
      de
      + Wie ich bereits geschrieben habe, druckt er nicht.
      + Ich habe das schon Ihrem Kollegen erklärt.
      + Zum dritten Mal: das Fax geht nicht.
      + Wie gesagt, es ist der linke Bildschirm.
      - Ich habe ihn schon neu gestartet.
      - Wie geht das?
      - Ihr Kollege war sehr nett.
      - Das habe ich noch nie gesagt.
      fr
      + Comme je vous l'ai déjà dit, il ne marche pas.
      + J'ai déjà tout expliqué à votre collègue.
      + Pour la troisième fois, le fax est en panne.
      + Combien de fois faut-il appeler ?
      - J'ai redémarré le poste.
      - Comme vous voulez.
      - Votre collègue a été très gentil.
      - C'est la première fois que cela arrive.
      es
      + Como ya le dije, no imprime.
      + Ya se lo expliqué a su compañero.
      + Por tercera vez: el fax no funciona.
      + ¿Cuántas veces tengo que llamar?
      - Ya lo he reiniciado.
      - Como quiera.
      - Su compañero fue muy amable.
      - Es la primera vez que pasa.
      nl
      + Zoals ik al zei, hij print niet.
      + Ik heb dit al aan uw collega uitgelegd.
      + Voor de derde keer: de fax doet het niet.
      + Hoe vaak moet ik nog bellen?
      - Ik heb hem al herstart.
      - Zoals u wilt.
      - Uw collega was erg aardig.
      - Het is de eerste keer.
      it
      + Come ho già detto, non stampa.
      + L'ho già spiegato al suo collega.
      + Per la terza volta: il fax non funziona.
      + Quante volte devo chiamare?
      - L'ho già riavviato.
      - Come vuole lei.
      - Il suo collega è stato gentile.
      - È la prima volta che succede.
      pt
      + Como já disse, não imprime.
      + Já lhe expliquei isso ontem.
      + Pela terceira vez: o fax não funciona.
      + Quantas vezes tenho de ligar?
      - Já o reiniciei.
      - Como quiser.
      - O seu colega foi muito simpático.
      - É a primeira vez que acontece.
      """)
}
