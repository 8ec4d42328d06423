"""Words that say nothing by themselves, by language, folded: no news if they are said more often, and no names of people.

English is final; French, Kiswahili, Sesotho and Khmer are drafts and wait for a first-language reader.
"""

from __future__ import annotations

from collections.abc import Mapping


def word_set(words: str) -> frozenset[str]:
    """The words of a line, each once."""
    return frozenset(words.split())


STOP_WORDS: Mapping[str, frozenset[str]] = {
    "en": word_set(
        "a about after again all also always am an and any are as asked at away back be because been before being best but by "
        "came can cannot cant come could did didnt do does doesnt doing done dont down during each else even ever every few "
        "for from gave get gets give given go goes going gone good got had has hasnt have havent having he her here him his "
        "how i if im in into is isnt it its ive just keep kept know let like made make many may me mine more most much must "
        "my never next no nobody none nor not nothing now of off often on once one only or other our ours out over own per "
        "please quite really said same saw say says see seen shall she should since so some still such take taken than thank "
        "thanks that thats the their them then there these they thing things this those though to today told too took up us "
        "use used very want wants was wasnt we well went were what when where which while who why will with without wont "
        "would yes yesterday yet you your yours"
    ),
    "fr": word_set(
        "a ai ainsi alors apres as au aucun aussi autre aux avais avait avant avec avez avoir avons bien bon bonne c car ce "
        "cela celle ces cest cet cette ceux chaque chez comme d dans de des deux dit dites donc dont du elle elles en encore "
        "entre est et etaient etait etant ete etes etre eu eux fait faire fois font il ils j jai je l la le les leur leurs "
        "lui m ma mais me meme merci mes moi mon n ne ni non nos notre nous on ont ou oui par parce pas peu peut plus pour "
        "pourquoi qu quand que quel quelle qui quon s sa sans se ses si sil son sont sous suis sur t ta tes toi ton toujours "
        "tous tout toute toutes tres trop tu un une vers vos votre vous y"
    ),
    "sw": word_set(
        "alikuwa ambao ambapo asante au baada bado bila cha chini daima eti gani hadi hakuna halafu hapa hapo hata haya hii "
        "hili hilo hivi hivyo hiyo hizi huko huku humo huo huu ila ile ili ilikuwa juu ju kabla kabisa kama karibu kati kila "
        "kisha kitu kuhusu kupata kuwa kwa kwamba kwangu kwanza kwao kwenda kwenye kwetu la lakini langu leo licha ma mbali "
        "mimi mno moja mwenye mwingine na nami nani ndani ndio ndipo ndiyo ni nikiwa nilienda nilikuwa ninyi nje nyingi pa "
        "pale pamoja pia sana sasa si sijui sio sisi tena tu tulikuwa vile vizuri vya wa wako wakati wala walikuwa wangu "
        "wao watu wake wetu wewe wote ya yake yako yangu yao yeye yote za zaidi zake zangu zote"
    ),
    "st": word_set(
        "a ba bane bo bohle bona ea eang eare ebe ebile efela ehlile empa ena ene enoa eo eona esale ha haholo hahae hana "
        "hang hantle hape hau hauoa he ho hoba hobane hona hore hoo ile itse ka kaha kahoo kante kapa ke kea keng kgotsa kha "
        "khale kholo kopa kajeno la le lea lebaka leha lena leo li lia lintho lona ma mane me mo moo mona na nakong ne nka "
        "nna ntle nthoe ntse o oa oka ona oo pele re rea sa se sea seo shoe tla tlasa tloha tsa tse tsela tsena tseo tsohle u "
        "ua uena ya"
    ),
    "km": word_set(
        "ខ្ញុំ យើង គាត់ គេ អ្នក បាន មាន គឺ ជា និង ហើយ ដែល នៅ ក្នុង ពី ទៅ មក ដោយ ឲ្យ អោយ សម្រាប់ នេះ នោះ ទេ មិន អត់ ណាស់ ក៏ តែ ប៉ុន្តែ "
        "ព្រោះ ពេល ថ្ងៃ មួយ ច្រើន ទាំង របស់ តាម ដល់ ត្រូវ ចង់ អាច បាទ ចាស ចា អរគុណ សូម"
    ),
}
"""Language -> its words, as ``flows.folding.fold`` leaves them."""

EVERYWHERE = frozenset().union(*(words for language, words in STOP_WORDS.items() if language != "km"))
"""Those of every language in Latin letters together: who writes mixes languages."""
