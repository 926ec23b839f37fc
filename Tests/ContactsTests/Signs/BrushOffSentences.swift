extension SignSentences {
  static let brushOff = SignSentences(
    signal: "brush_off",
    text: """
      en
      + That's not our problem, sorry.
      + The printer is not my department.
      + Unfortunately there is nothing we can do.
      + It works on my machine.
      + Everything works fine on our end.
      + You'll have to contact Microsoft yourself.
      + We don't support that kind of device.
      + Just google it.
      + You will have to live with it.
      + This is out of scope.
      + I can't help you with that.
      + It is working as designed.
      + That isn't our responsibility.
      + Please stop calling us about this.
      + Contact the vendor directly.
      + It's not a priority right now.
      + You can figure it out yourself.
      - I will check whether it's not our problem after all.
      - We found the problem in the switch.
      - Is there nothing we can do for you today?
      - I'm working on your machine now.
      - We support that device, of course.
      - I have contacted the vendor for you.
      - Our department will handle it.
      - The fix works fine for you as well, I hope.
      - We'll call Microsoft for you.
      - I replaced the part that was out of order.
      - It is our responsibility, and we'll fix it.
      - Your request has priority.
      - I can help you with that tomorrow.
      - The scope of the project includes your laptop.
      - Let me know if it isn't our department that you meant.
      - We do have time for this on Friday.
      de
      + Das ist nicht unser Problem.
      + Dafür sind wir nicht zuständig.
      + Bei uns funktioniert alles.
      + Da kann man nichts machen.
      - Das Problem ist behoben.
      - Wir sind für Sie zuständig und kümmern uns.
      - Funktioniert es bei Ihnen wieder?
      - Wir machen das heute Nachmittag.
      fr
      + Ce n'est pas notre problème.
      + Cela n'est pas de notre ressort.
      + Nous ne pouvons rien faire.
      + Chez moi ça marche, ça fonctionne chez nous aussi.
      - Le problème est résolu.
      - C'est notre responsabilité, nous venons demain.
      - Nous pouvons faire la mise à jour ce soir.
      - Est-ce que cela fonctionne chez vous ?
      es
      + No es nuestro problema.
      + No podemos hacer nada.
      + Eso no nos corresponde.
      + Es lo que hay.
      - El problema está resuelto.
      - Podemos hacer la instalación mañana.
      - Nos corresponde a nosotros y lo arreglamos.
      - ¿Funciona bien ahora?
      nl
      + Dat is niet ons probleem.
      + Daar gaan wij niet over.
      + Bij ons werkt het gewoon.
      + Daar moet u mee leven.
      - Het probleem is opgelost.
      - Wij nemen contact op met de leverancier.
      - Werkt het bij u weer?
      - Wij komen morgen langs.
      it
      + Non è un nostro problema.
      + Non possiamo farci niente.
      + Da noi funziona.
      + Questo non è di nostra competenza.
      - Il problema è risolto.
      - Possiamo venire domani.
      - Funziona tutto da voi?
      - È nostra competenza e lo facciamo oggi.
      pt
      + Não é problema nosso.
      + Não podemos fazer nada.
      + Isso não é da nossa responsabilidade.
      + Aqui funciona bem.
      - O problema está resolvido.
      - Podemos fazer a instalação amanhã.
      - É da nossa responsabilidade e tratamos disso.
      - Já funciona bem aí?
      """)
}
