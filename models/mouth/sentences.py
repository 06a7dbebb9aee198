"""Sentences to speak: random ones of everyday words for training, and fixed ones, of other words, for measuring."""

INITIALS = {
    "b": "a ai ao an ang ei en eng i ian iao ie in ing o u", "p": "a ai ao an ang ei en eng i ian iao ie in ing o ou u",
    "m": "a ai ao an ang e ei en eng i ian iao ie in ing iu o ou u", "f": "a an ang ei en eng o ou u",
    "d": "a ai an ang ao e ei eng i ian iao ie ing iu ong ou u uan ui un uo", "t": "a ai an ang ao e eng i ian iao ie ing ong ou u uan ui un uo",
    "n": "a ai an ang ao e ei en eng i ian iang iao ie in ing iu ong u uan uo", "l": "a ai an ang ao e ei eng i ia ian iang iao ie in ing iu ong ou u uan un uo",
    "g": "a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo", "k": "a ai an ang ao e en eng ong ou u ua uai uan uang ui un uo",
    "h": "a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo", "j": "i ia ian iang iao ie in ing iong iu u uan ue un",
    "q": "i ia ian iang iao ie in ing iong iu u uan ue un", "x": "i ia ian iang iao ie in ing iong iu u uan ue un",
    "zh": "a ai an ang ao e en eng i ong ou u ua uan uang ui un uo", "ch": "a ai an ang ao e en eng i ong ou u uan uang ui un uo",
    "sh": "a ai an ang ao e ei en eng i ou u ua uan uang ui un uo", "r": "an ang ao e en eng i ong ou u uan ui un uo",
    "z": "a ai an ang ao e ei en eng i ong ou u uan ui un uo", "c": "a ai an ang ao e en eng i ong ou u uan ui un uo",
    "s": "a ai an ang ao e en eng i ong ou u uan ui un uo", "w": "a ai an ang ei en eng o u", "y": "a an ang ao e i in ing ong ou u uan ue un",
}


def mandarin(rng, count):
    """Words of one to three syllables in pinyin with tones."""
    initials = list(INITIALS)

    def syllable():
        initial = initials[rng.integers(len(initials))]
        finals = INITIALS[initial].split()
        return f"{initial}{finals[rng.integers(len(finals))]}{rng.integers(1, 5)}"

    return " ".join("".join(syllable() for _ in range(rng.choice([1, 2, 2, 2, 3]))) for _ in range(count))


WORDS = {
    "en": "above after apple autumn baby ball basket beautiful because bedroom before behind below better between big black blue book bottle box boy bread "
          "brother brown build bus buy camera carry chair cheap chicken child city climb coffee cold colour come computer cup dark daughter day deep "
          "different doctor door down dream drink early east easy eight empty enough evening every family far farm father feet few film find finger fire "
          "first fish five floor flower follow food foot forget four friend from fruit full funny game garden girl give glass good grandmother green group "
          "grow hair half hand happy hard have heart heavy help high home hope horse hospital hot hour house how hundred idea important island job jump "
          "keep key kitchen know lake lamp large last late laugh leaf learn leave left letter library light little live long lose love lunch machine make "
          "man map market maybe mean meat medicine meeting member message metal middle milk minute mirror money month moon more morning mother mountain "
          "mouth move much museum music name narrow near never new newspaper night nine nobody nose number ocean office often old onion open orange other "
          "oven page paint paper park party past pay people pepper perhaps phone photo piano picture piece pilot place plan plant play please pocket police "
          "poor possible post potato problem programme public pull push put queen question quick quiet rain read ready red remember rice rich right river "
          "road room round run salt same say school sea season second see seven shape sharp she shoe shop short should show simple sing sister six sleep slow "
          "small snow soap soft some song soon south space speak spoon spring square stamp stay stop store storm street strong student study sugar summer sun "
          "supper sure sweet swim table take talk tall teacher team tell ten test thank theatre them there thing think third three through time tired today "
          "together tomorrow tooth top tower town train travel tree trip true turn two umbrella under university use useful valley vegetable very village "
          "visit voice wait walk wall want warm wash watch water way weather week welcome well west what wheel when where which white who why wide wife will "
          "wind window winter with woman wood word work world worry would write wrong yellow yes yesterday you young zero",
    "de": "Abend aber alle Apfel arbeiten Auge Auto Baum Berg Bett Bild billig bis blau bleiben Blume braun breit Brief bringen Brot Bruder Buch bunt dumm "
          "dunkel einfach Eltern essen Fahrrad fallen Familie Farbe Fenster Fisch Fluss Frage Frau Freund früh fünf Garten geben gehen Geld gelb gern "
          "Gemüse Gepäck gestern gut haben Haus heute Himmel hoch hören Hund immer Insel jung Kaffee kalt kaufen Kind klein Knopf kommen können Kopf "
          "Küche lachen Lampe lange laufen leben Lehrer lernen lieben Löffel machen Mann Markt Mensch Milch Minute Mittag Mond morgen müde Mutter "
          "Nachbar Nacht Name Nase neu oben offen Ohr Papier Park Pferd Pflaume Platz Preis probieren Pumpe Raum Regen rot rufen Sommer sprechen "
          "Stadt Straße Suppe Tag Tisch trinken über Uhr unten Vater vergessen viel Vogel Wald warm warum Wasser Weg weiß Welt wenig Wetter wohnen Wort Zimmer zwölf",
    "fr": "ami année après argent aujourd'hui autre avant avec avion bateau beau beaucoup bébé bien blanc bleu boire bois bon bonheur bouche bouteille bras "
          "bureau café campagne chambre chapeau chat chemise cheval cinéma combien comme comprendre couleur cuisine demain demander dimanche donner école "
          "eau enfant ensemble famille femme fenêtre fête feu fille film fleur forêt frère froid fromage gauche grand heure heureux histoire hiver homme "
          "hôpital île impossible jambe jardin jaune jeu jour lait langue lettre lire livre loin lumière lune lundi main maison maman manger marché matin "
          "même mer merci midi minute moins monde montagne mot moto musique neige neuf noir nom nombre nouveau nuit œuf oiseau oncle ouvrir page pain papa "
          "papier parc parler partir passer pauvre payer petit peuple peur photo pied pluie poisson pomme pont porte possible pour pourquoi premier prendre "
          "printemps prix problème prochain public quand quatre question rapide repas réponse rouge rue sac saison semaine simple sœur soir soleil sommeil "
          "sous table temps tête tomber tout train travail trop trouver vent verre vert vieux ville vin visage voir voisin voiture vouloir voyage vrai",
    "es": "abrir abuelo agua ahora alegre amarillo amigo antes árbol arroz ayer azul baile bajo banco barato barco bastante beber bicicleta blanco boca boda "
          "bonito bosque brazo bueno buscar caballo cabeza cada café calle caliente cama cambio camino campo canción cara casa cien cine ciudad claro cocina "
          "comer cómo comprar correr cosa cuatro cuerpo deber decir dinero domingo dormir dulce empezar enfermo escuela espejo esposa familia feliz fiesta "
          "flor frío fruta fuego fuera gente grande guapo hablar hambre hermano hijo hombre hora huevo idioma invierno isla jamás joven juego jueves leche "
          "leer lejos libre libro limpio llave lluvia luna lunes luz malo mamá mano manzana mañana mar mejor mercado mes mesa mirar mismo montaña mover "
          "mucho mujer mundo música nadie nieve niño noche nombre nuevo número ojo pagar palabra pan papel parque pared pelo pensar pequeño perro pescado "
          "piedra pierna piso plaza pobre poco poder pregunta primavera primero problema profesor pueblo puente puerta pueblo querer rápido río rojo ropa "
          "sábado saber salir siempre simple sol sombrero subir sueño tarde temprano tiempo tienda trabajo triste último vaso ventana verano verde viaje vida viento vino vivir voz",
    "it": "acqua albero allora altro amare amico anno aprire arancia aria autobus bambino banca bar basso bello bene bere bianco bisogno blu bocca borsa bosco "
          "braccio brutto buono caffè caldo camera cambiare camminare campo cane capire cappello carta casa cavallo cena cento chiave città colore comprare "
          "comune conoscere contento corpo cosa cucina cuore dare dire dito domani domenica donna dopo dormire estate fame famiglia fare felice festa fiore "
          "fiume foglia forse forte foto fratello freddo frutta fuoco gamba gatto gente giallo giardino giorno giovane grande guardare idea ieri imparare "
          "inverno isola lago latte lavoro leggere lettera libro limone lingua lontano luce luna lungo madre mai male mamma mangiare mano mare mattina mela "
          "membro memoria mercato mese mezzo minuto moglie molto momento mondo montagna museo musica nave neve nome nuovo numero nuvola occhio oggi ombra "
          "opera ora padre paese pagina pane papà parco parlare parola passare patata paura pensare pesce pianta piazza piccolo piede pioggia pomodoro ponte "
          "popolo porta possibile posto povero pranzo prendere presto prezzo prima problema pronto rosso sapere scuola sempre sera sole sopra spesso stanza "
          "strada subito tavola tempo terra treno trovare uomo uovo uva vecchio vedere vento verde vero viaggio vicino vino vita vivere voce volere",
    "ru": "бабушка банк белый берег билет большой борода брат буква бумага быстро быть вагон важный вместе вода война волосы восемь время всегда вторник "
          "выбор высокий газета глаз говорить год голова город дать два дверь девочка день деньги дерево дом дорога друг думать еда жизнь завтра зима "
          "зубы имя искать история каждый камень картина книга комната конец корабль красивый кровать купить кухня лампа лес лето лицо лодка лошадь луна "
          "любить люди мало мальчик мама марка масло машина мебель медленно между мера место месяц метро мечта минута мир много может молоко море мороз "
          "мост музей музыка мыло мыть мясо небо неделя нога нож ночь обед облако овощи огонь один окно осень открыть палец память папа парк первый перо "
          "песня петь писать письмо пить платье плохо победа повар погода подарок поезд помнить помощь понимать потом почему почта правда праздник пример "
          "просить птица пустой путь работа радио ребёнок река рубашка рука рыба самолёт свет семья сестра слово снег собака солнце спать стол страна "
          "сумка суп тёмный тепло трава три туман тяжёлый угол ужин улица умный утро учитель учить фильм фото хлеб холод хороший цвет час человек читать чужой школа яблоко язык",
    "ja": "あさ あした あたま あめ いえ いぬ いま いもうと うた うみ うま えいが えき えんぴつ おかね おとこ おとうと おんがく かぎ かさ かぜ かぞく かばん かみ からだ "
          "かわ きのう きっぷ ぎんこう くつ くも くるま けしき こども ことば ごはん さかな さくら さんぽ しごと しんぶん じかん じてんしゃ すし せかい せんせい そら たてもの "
          "たばこ たべもの たまご だいがく ちず つき つくえ てがみ てんぷら でんわ とけい とり なつ なまえ にわ ねこ のみもの はし はな はなび はる ばしょ ばんごう "
          "ひこうき ひと びょういん びじゅつかん ふゆ ふね ぶた ぶんか へや べんとう ほし ほん ぼうえき ぼく まいにち まえ まち まつり まど まめ みかん みせ みち みどり "
          "みなみ むかし むし むら めがね もも もり もんだい やさい やすみ やま ゆき ゆびわ ようふく よる らいねん りんご りょこう れきし れんしゅう ろうか わたし ぱん ぴあの ぷろぐらむ ぺーじ ぽけっと",
    "pt": "abraço água amanhã amigo amor aprender árvore avião azul banco barato barco bebida belo bem boca bola bom bonito braço branco brincar cabeça cada "
          "café caminho campo cantar carro casa cavalo cedo chave chuva cidade comer comprar coração corpo dançar dedo depois dia dinheiro dormir escola "
          "falar família fazer feliz festa filho flor fogo folha frio fruta gato gente grande homem hora hospital ilha importante irmão janela jardim jovem "
          "lago leite ler limpo livro longe lua lugar luz mãe maior mão mar melhor menino mercado mês mesa mulher mundo museu música nadar neve noite nome "
          "novo número olho onde ovo pai palavra pão papel parede parque passar pedra peixe pequeno perto pessoa pimenta plano pobre poder ponte porta povo "
          "praia preço primeiro problema pronto queijo rápido rio roupa rua saber sapato sempre sol sombra sonho tempo terra trabalho trem último uva vento verde viagem vida vinho voz",
    "pl": "babcia bajka bank bardzo biały bilet biuro błoto brat brzeg budynek but chleb chmura ciepło czas czytać daleko deszcz dobry dom dom drzewo duży "
          "dziecko film głowa góra grupa jabłko jutro kamień kawa klucz kobieta kolor kot książka kubek kupić las lampa lato lekarz list lubić ludzie mama "
          "mapa masło matka mąż metro miasto miesiąc mleko młody moc morze most mowa można muzyka mydło myśl nauka niebo noc nowy obiad oko okno papier para "
          "park pies pamięć pan piękny pić pieniądze piosenka pisać plaża pływać początek pociąg pomoc pora potem powoli praca prawda problem prosty ptak "
          "pusty pytanie ręka rodzina rower ryba słowo śnieg spać sklep sobota spokój stary stół szkoła świat szybko tak tata telefon trawa ucho ulica usta "
          "wagon ważny wieczór wiosna woda wolny wujek wybór zamek zawsze ziemia zima żaba",
    "nl": "aap aarde altijd ander appel arm auto avond bakker bank bed been beter bij bloem boek boom boot bord brief broer brood brug bruin buiten bus dag deur "
          "diep dochter donker dorp droom druk duur eten familie feest fiets film fles fruit gaan geel geld gezicht goed groen groot haar hand hart heel "
          "hemel herfst hond hoofd huis jong kaart kamer kast kat kind kip klein koe koffie komen kopen kop kort lamp lang laat leren lente leven lezen "
          "licht lief lopen maan maand maken man markt meer meisje melk mens mes middag minuut moeder mond mooi morgen muur muziek naam nacht neus nieuw "
          "olifant oma open opa oud paard papa papier park peer plaats plant poes post praten prijs probleem raam regen rivier rood school slapen snel sneeuw "
          "soep spelen stad stem stoel straat tafel tijd trein tuin vader veel venster verhaal vis vlees voet vogel vriend vroeg warm water weg wereld wijn winter wonen woord zee zomer zon zwart",
    "tr": "abla ada adam ağaç ailem akşam altı anahtar anne araba arkadaş ateş ayak baba bahar balık banka baş bebek beyaz bilgi bina bir bıçak biraz boş boya "
          "bugün bulut burun büyük cam cevap çocuk dağ deniz doğru doktor dolap dünya ekmek elma ev fakir film fotoğraf gece gemi gömlek göz gün güzel hafta "
          "hava hayvan ışık ilk insan iş kadın kahve kalem kapı kar kedi kitap konu köpek küçük kuş lamba limon makine mavi meyve mektup mevsim mutfak mum "
          "müzik nehir okul oda oyun öğretmen para parça park pazar pembe pencere peynir plaj problem radyo renk resim saat sabah salep sebze sevgi siyah soğuk "
          "soru su süt şapka şehir tatlı telefon tren üç üzüm vakit yağmur yaz yemek yeni yeşil yıldız yol yumurta zaman zeytin",
    "fi": "aamu aika ala apu auto elokuva ensi hammas hauska henki hevonen huone huomenna iso isoisa ilta ilma jalka joki joulu juna kaikki kala kampa kappa "
          "kauppa kello keho kesa kirja kissa koira kolme koti koulu kukka kumpi kuppi kuva laiva lampi lapsi lehti leipa loma lumi lupa maa maito mamma "
          "manner matka meri metsa mies minne minuutti mukava muna mummo museo musta muu naapuri nainen nimi nopea numero oma omena onni oppia orava paikka "
          "paita pallo paperi pappa parempi perhe pieni piha pilvi pimea pino poika porras posti puhe puhelin puisto pullo punainen puu pouta rauha ruoka "
          "saari sama sana sata savu sopu suomi suu suola talo talvi tanaan tapa tie tumma tuoli tyttaro uni uusi vaimo vanha vapaa vauva vesi vihko voima voi ystava",
    "cs": "babička barva bílý bota bratr brzo budova bydlet celý cesta chleba chodba čas člověk dědeček dívka dobrý dopis doprava dům dva fotka hlava hodina "
          "hora hrad hudba jablko jaro jméno kabát kámen káva klobouk kniha kolo koupit kráva kuchyně lampa láska lékař les léto lidé list malý mapa maminka "
          "máslo město metro milovat minuta místo mladý mléko mnoho moře most moucha mluvit mrak muž myslet nábytek nebe noc noha nový obchod oběd obraz okno "
          "opravdu otec pán papír pes pivo planeta plavat pobřeží počasí podzim pohár pokoj pole polévka pomoc popel poslouchat potok pravda práce prosba "
          "pták původ ráno řeka rodina ruka ryba sestra sníh slovo slunce spát strom stůl šest škola talíř tatínek teplo tma trh ulice umět ústa včera velký "
          "vesnice vlak voda vůbec vůz vysoký zahrada zima země zub žába život",
    "ca": "aigua amic any arbre avui bany barca bastant beure blanc blau boca bon bosc braç cada cafè camí camp cap casa cel ciutat comprar cor cosa cuina "
          "demà dia diners dona dormir escola estiu família feina festa fill flor foc forn fred fruita gat gent germà gran groc home hora hospital illa "
          "jardí jove lluna llum lloc mà mar mare matí menjar mercat mes mestre món molt muntanya museu música neu nit nom nou número obrir ombra on ou pa "
          "palau pare paraula parc parlar passar peix petit peu plaça platja pluja poble poc poma pont porta preu primer problema quadre quan roba sempre "
          "setmana simple sol sopar taula temps terra tren treball últim vent verd viatge vida vi vespre veu",
}

#: Never trained on. Rich in p, b, m between vowels and among other consonants, in f and v, in rounded and spread vowels.
MEASURED = {
    "cmn-latn-pinyin": ["ta1men5 ba3 bei1zi5 fang4 zai4 men2 pang2bian1", "mei2you3 bi3 zhe4 geng4 bang4 de5 ban4fa3", "pao3bu4 de5 ren2 bu4 ming2bai2 ma5",
                        "wo3 mei3tian1 dou1 mai3 mi3fan4 he2 mian4bao1", "shu1bao1 li3 you3 ben3 mei3li4 de5 hua4bao4", "bu2 yao4 pa4 ma5ma5 pi1ping2 ni3"],
    "en-us": ["a tiny puppy jumped upon my lap", "Pamela must mop up the mess at the back", "we moved the empty piano past the tram stop", "nobody stumbled over that bumpy sidewalk",
              "many papers blame the prime minister", "his wife found five of the leaves above the roof"],
    "de": ["die Oma backt im Sommer Pflaumenkuchen", "der Bäcker behauptet am Mittag das Gegenteil", "mein Onkel hat einen bequemen Lehnstuhl am Kamin", "Peter empfiehlt uns das Lamm mit Bohnen",
           "am liebsten möchte ich baden"],
    "fr": ["la banane est tombée dans la mare", "mon oncle habite près de la pompe", "le boulanger apporte un panier de pommes", "ma tante aime la crème au beurre", "combien de temps as-tu mis pour grimper"],
    "es": ["la bomba de agua empieza a sonar", "mi tío sembró patatas y tomates", "el abogado compró un mapa del imperio", "esta semana cumplo años con mi sobrina", "nunca bebemos sopa tan caliente"],
    "ja": ["わたしのぼうしはしんぴんです", "うみべでみんなとばれーをします", "まめとぱすたをたべました", "このぶぶんをもういちどよみます", "せんぱいはむずかしいほんばかりよむ"],
    "ru": ["собаки бегали по мокрой траве", "мы обещали помочь соседу", "в субботу приедет мой племянник", "любопытный ребёнок опять упал", "поэма понравилась публике"],
}
