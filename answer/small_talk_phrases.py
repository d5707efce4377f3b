"""What people say to a program without asking it anything: whole messages, in three languages.

Chinese in the single script, parted by blanks; English and Russian without punctuation, parted by
bars. All in lower case.
"""

from __future__ import annotations

from enum import StrEnum


class SmallTalk(StrEnum):
    """What a message is that asks nothing of the documents."""

    GREETING = "greeting"
    IDENTITY = "identity"  # "who are you", "are you human"
    ABILITY = "ability"  # "what can you do", "help"
    THANKS = "thanks"
    PRAISE = "praise"
    COMPLAINT = "complaint"  # insults too
    ACKNOWLEDGEMENT = "acknowledgement"  # "ok", "test", an emoji
    FAREWELL = "farewell"


CHINESE = {
    SmallTalk.GREETING: (
        "你好 您好 你们好 大家好 嗨 哈喽 哈啰 哈罗 喂 早 早安 早上好 上午好 中午好 下午好 晚上好 "
        "晚安 在 在吗 在不在 有人吗 有人在吗 在线吗 好久不见 最近怎么样 最近好吗 你好吗 您好吗 "
        "你怎么样 老师好 老师你好 客服你好 客服 小助手 小助手你好 机器人你好 你好机器人 打扰了 "
        "打扰一下 请问 请问一下 我有个问题 我想问一下 我想问个问题 想问一下 可以问个问题吗 "
        "能问你一个问题吗 新年好 新年快乐 节日快乐 认识你很高兴 很高兴认识你 幸会"
    ),
    SmallTalk.IDENTITY: (
        "你是谁 您是谁 你是什么 你是什么东西 你是什么人 你叫什么 你叫什么名字 您叫什么名字 您贵姓 "
        "你几岁 你多大 你是人吗 你是真人吗 你是人还是机器 你是人还是机器人 你是机器人吗 "
        "你是机器人 你是机器吗 你是ai吗 你是ai 你是不是ai 你是不是机器人 你是人工智能吗 "
        "你是人工智能 你是人类吗 你是真的人吗 真人吗 是真人吗 是机器人吗 是人工吗 人工客服吗 "
        "你是客服吗 转人工 人工客服 人工 你是chatgpt吗 你是gpt吗 你是deepseek吗 你是大模型吗 "
        "你是语言模型吗 你是什么模型 你用的什么模型 谁做的你 谁开发了你 谁创造了你 谁发明了你 "
        "介绍一下你自己 介绍你自己 自我介绍 自我介绍一下 请自我介绍 你有感情吗 你来自哪里"
    ),
    SmallTalk.ABILITY: (
        "你能做什么 您能做什么 你会什么 你会做什么 你可以做什么 你能干什么 你能干嘛 你会干什么 "
        "你会干嘛 你有什么用 你有什么功能 有什么功能 你能帮我什么 你能帮我做什么 你可以帮我什么 "
        "你能回答什么 你能回答什么问题 你知道什么 你都知道什么 你知道些什么 你懂什么 我能问什么 "
        "我可以问什么 我可以问你什么 我能问你什么 可以问什么 能问什么 我该问什么 可以问哪些问题 "
        "能问哪些问题 怎么用 怎么使用 如何使用 如何用 怎么提问 使用说明 使用方法 帮助 帮帮我 帮我 "
        "帮忙 求助 说明 菜单 功能 这是什么网站 这是干什么的 这个怎么用 这个网站是做什么的 "
        "有哪些文档 有什么文档 有哪些资料 有什么资料 你有哪些资料 你有哪些文档 你的资料是什么"
    ),
    SmallTalk.THANKS: (
        "谢谢 谢 谢谢你 谢谢您 谢谢你们 谢谢大家 谢谢老师 谢谢你的帮助 谢谢您的帮助 谢谢帮助 "
        "谢谢你的回答 谢谢回答 谢谢解答 多谢 多谢你 感谢 感谢你 感谢您 感谢回答 感谢解答 "
        "感谢你的帮助 非常感谢 非常感谢你 十分感谢 太感谢了 万分感谢 谢谢辛苦了 辛苦 辛苦了 "
        "您辛苦了 你辛苦了 麻烦你了 好的谢谢 好谢谢 好的谢谢你 知道了谢谢 明白了谢谢 嗯谢谢 "
        "ok谢谢 3q 谢啦 谢咯"
    ),
    SmallTalk.PRAISE: (
        "你真棒 真棒 太棒了 你太棒了 棒 很棒 你很棒 好棒 厉害 真厉害 你真厉害 你好厉害 太厉害了 "
        "你真聪明 你很聪明 你好聪明 真聪明 聪明 不错 真不错 很不错 很好 太好了 非常好 真好 "
        "回答得很好 说得好 说得对 回答得不错 完美 赞 点赞 牛 牛逼 太牛了 优秀 好样的 我喜欢你 "
        "我爱你 爱你 你真好 你真可爱 满意 很满意 非常满意 有用 很有用 有帮助 很有帮助"
    ),
    SmallTalk.COMPLAINT: (
        "笨 你真笨 你好笨 你太笨了 笨蛋 傻 傻瓜 傻逼 白痴 你是白痴 你是傻瓜 蠢 你真蠢 蠢货 智障 "
        "弱智 人工智障 垃圾 你是垃圾 真垃圾 没用 你真没用 没有用 废物 滚 滚蛋 闭嘴 讨厌 你真讨厌 "
        "我讨厌你 烦死了 无语 胡说 胡说八道 乱说 答非所问 你答非所问 不对 错了 你错了 回答错了 "
        "答错了 说错了 你说错了 不是这个 不是这个意思 太差了 真差 差评 不好 不满意 很差 "
        "没用的东西 去死 操 妈的 他妈的"
    ),
    SmallTalk.ACKNOWLEDGEMENT: (
        "好 好的 好滴 好吧 行 行吧 可以 嗯 嗯嗯 恩 哦 噢 喔 哦哦 啊 是 是的 对 对的 没错 明白 "
        "明白了 知道 知道了 了解 了解了 懂了 收到 原来如此 这样 原来是这样 没事 没事了 没关系 "
        "没问题 没有了 没有问题了 不用了 不客气 随便 随便看看 测试 测试一下 试试 试一下 试一试 "
        "测一下 哈 哈哈 呵呵 嘿嘿 嘻嘻 啦啦啦 呃 额 好的明白了 好的知道了 好的好的"
    ),
    SmallTalk.FAREWELL: (
        "再见 再会 拜拜 拜 88 886 回见 回头见 下次见 下回见 明天见 改天见 后会有期 我走了 "
        "我先走了 先走了 我下线了 下线了 谢谢再见 好的再见 再见谢谢 祝你好运 祝好 保重 一路顺风"
    ),
}
ENGLISH = {
    SmallTalk.GREETING: (
        "hi|hello|hey|hiya|howdy|yo|greetings|welcome|good morning|good afternoon|good evening|"
        "good day|good night|morning|evening|how are you|how are you doing|how are you today|"
        "how do you do|hows it going|how is it going|whats up|sup|wassup|nice to meet you|"
        "pleased to meet you|are you there|anyone there|anybody there|is anyone there|"
        "is anybody there|i have a question|can i ask a question|can i ask you something|"
        "may i ask a question|excuse me|happy new year|long time no see|ni hao|nihao"
    ),
    SmallTalk.IDENTITY: (
        "who are you|what are you|who is this|who am i talking to|who made you|who created you|"
        "who built you|who developed you|who wrote you|whats your name|what is your name|"
        "do you have a name|how old are you|where are you from|are you human|are you a human|"
        "are you a person|are you a real person|are you real|are you a man or a machine|"
        "are you a human or a machine|are you a human or an ai|are you a human or a robot|"
        "are you human or ai|are you an ai|are you ai|are you a bot|are you a robot|"
        "are you a machine|are you a chatbot|are you chatgpt|are you gpt|are you a language model|"
        "are you an llm|is this a bot|is this an ai|am i talking to a human|"
        "am i talking to a person|am i talking to a bot|am i talking to an ai|"
        "am i talking to a machine|what model are you|which model are you|which ai are you|"
        "are you alive|are you sentient|do you have feelings|introduce yourself|"
        "tell me about yourself|talk to a human|human please|i want to talk to a human|"
        "can i talk to a human"
    ),
    SmallTalk.ABILITY: (
        "help|help me|i need help|can you help|can you help me|could you help me|please help|"
        "what can you do|what can you do for me|what do you do|what can you help with|"
        "what can you help me with|how can you help|how can you help me|what can i ask|"
        "what can i ask you|what should i ask|what may i ask|what questions can i ask|"
        "what can you answer|what questions can you answer|what can you tell me|what do you know|"
        "what do you know about|what are you for|what are you able to do|what is this site|"
        "what is this website|what is this for|how do you work|how does this work|"
        "how does it work|how do i use this|how do i use you|how to use|how to use this|"
        "how can i use this|usage|manual|instructions|menu|commands|features|"
        "what documents do you have|which documents do you have|what is in the library|"
        "what are the documents about|what is this library about"
    ),
    SmallTalk.THANKS: (
        "thanks|thank you|thank you very much|thank you so much|thanks a lot|thanks so much|"
        "thanks very much|many thanks|thanks a million|thanks a bunch|thanks a ton|thx|ty|tysm|"
        "cheers|much appreciated|i appreciate it|appreciate it|thank u|thanks again|"
        "thank you again|thanks for your help|thank you for your help|thanks for the help|"
        "thank you for the help|thanks for the answer|thank you for the answer|"
        "thanks for answering|thanks for the info|ok thanks|okay thanks|ok thank you|"
        "okay thank you|great thanks|great thank you|got it thanks|got it thank you|"
        "perfect thanks|perfect thank you|good thanks|no thanks|no thank you|that helps thanks|"
        "xiexie|xie xie"
    ),
    SmallTalk.PRAISE: (
        "good|great|nice|cool|awesome|amazing|excellent|perfect|wonderful|brilliant|impressive|"
        "fantastic|superb|well done|good job|great job|nice work|great work|good work|good bot|"
        "good answer|great answer|nice answer|very good|very nice|very helpful|helpful|that helps|"
        "that was helpful|that is helpful|thats helpful|you are great|youre great|you are awesome|"
        "youre awesome|you are smart|youre smart|you are so smart|you are amazing|youre amazing|"
        "you are the best|youre the best|you are helpful|you are very helpful|i like you|"
        "i love you|love you|love it|i love it|bravo|wow|thats great|that is great|thats cool"
    ),
    SmallTalk.COMPLAINT: (
        "you are stupid|youre stupid|you are so stupid|stupid|stupid bot|stupid machine|dumb|"
        "dumb bot|you are dumb|youre dumb|idiot|you idiot|you are an idiot|youre an idiot|moron|"
        "useless|you are useless|youre useless|this is useless|bad bot|bad|bad answer|terrible|"
        "awful|you suck|this sucks|you are bad|you are wrong|youre wrong|wrong|wrong answer|"
        "that is wrong|thats wrong|this is wrong|incorrect|not helpful|that is not helpful|"
        "thats not helpful|nonsense|rubbish|garbage|trash|bullshit|shut up|go away|i hate you|"
        "hate you|fuck you|fuck off|fuck|shit|damn|wtf|that is not what i asked|"
        "thats not what i asked|not what i asked"
    ),
    SmallTalk.ACKNOWLEDGEMENT: (
        "ok|okay|k|kk|yes|yeah|yep|no|nope|sure|alright|all right|right|fine|i see|got it|"
        "understood|i understand|noted|makes sense|interesting|oh|oh i see|ah|hm|hmm|mm|aha|uh|um|"
        "lol|haha|hahaha|never mind|nevermind|nothing|no problem|thats all|that is all|"
        "no more questions|test|testing|test test|testing testing|this is a test|just a test|"
        "just testing|im just testing|i am just testing|test message|asdf|qwerty|abc|foo|"
        "hello world|please|sorry|i am sorry|im sorry|continue please"
    ),
    SmallTalk.FAREWELL: (
        "bye|bye bye|byebye|goodbye|good bye|see you|see ya|see you later|see you soon|"
        "see you tomorrow|see you next time|cya|later|farewell|take care|have a nice day|"
        "have a good day|have a good one|have a great day|so long|ciao|good luck|thanks bye|"
        "thank you bye|thanks goodbye|thank you goodbye|ok bye|okay bye|i have to go|im leaving|"
        "gotta go|quit|exit"
    ),
}
RUSSIAN = {
    SmallTalk.GREETING: (
        "привет|приветик|приветствую|привет всем|здравствуйте|здравствуй|здрасте|здрасьте|"
        "добрый день|доброе утро|добрый вечер|доброй ночи|доброго дня|доброго времени суток|салют|"
        "хай|алло|как дела|как ты|как вы|как поживаешь|как поживаете|как жизнь|что нового|"
        "есть кто|есть кто нибудь|кто нибудь есть|вы здесь|ты здесь|вы тут|ты тут|у меня вопрос|"
        "у меня есть вопрос|можно вопрос|можно задать вопрос|можно спросить|очень приятно|"
        "приятно познакомиться|рад знакомству|с новым годом"
    ),
    SmallTalk.IDENTITY: (
        "кто ты|кто вы|ты кто|вы кто|что ты|что ты такое|что вы такое|кто ты такой|кто вы такой|"
        "кто это|как тебя зовут|как вас зовут|сколько тебе лет|сколько вам лет|откуда ты|"
        "откуда вы|ты человек|вы человек|ты живой|ты живой человек|вы живой человек|ты настоящий|"
        "ты человек или машина|вы человек или машина|ты человек или робот|вы человек или робот|"
        "ты робот|вы робот|ты бот|вы бот|это бот|это робот|ты машина|ты ии|вы ии|"
        "ты искусственный интеллект|вы искусственный интеллект|ты нейросеть|вы нейросеть|"
        "ты чатбот|вы чатбот|ты чат бот|вы чат бот|ты chatgpt|кто тебя создал|кто вас создал|"
        "кто тебя сделал|расскажи о себе|расскажите о себе|представься|представьтесь|"
        "позовите человека|позови человека|оператор|я говорю с человеком|"
        "я разговариваю с человеком"
    ),
    SmallTalk.ABILITY: (
        "помощь|помоги|помогите|помоги мне|помогите мне|мне нужна помощь|ты можешь помочь|"
        "вы можете помочь|можешь помочь|можете помочь|что ты умеешь|что вы умеете|что ты можешь|"
        "что вы можете|что ты делаешь|что вы делаете|что ты умеешь делать|что вы умеете делать|"
        "что ты знаешь|что вы знаете|чем ты можешь помочь|чем вы можете помочь|чем можешь помочь|"
        "чем можете помочь|о чём можно спросить|о чем можно спросить|что можно спросить|"
        "что я могу спросить|какие вопросы можно задать|какие вопросы можно задавать|"
        "на какие вопросы ты отвечаешь|на какие вопросы вы отвечаете|как это работает|"
        "как ты работаешь|как вы работаете|как пользоваться|как этим пользоваться|инструкция|меню|"
        "команды|справка|функции|что это за сайт|для чего этот сайт|зачем ты нужен|зачем вы нужны|"
        "какие у вас документы|какие документы есть|какие есть документы|о чём эти документы|"
        "о чем эти документы"
    ),
    SmallTalk.THANKS: (
        "спасибо|спасибки|спс|пасиб|пасибо|большое спасибо|спасибо большое|огромное спасибо|"
        "спасибо огромное|спасибо вам|спасибо тебе|спасибо вам большое|спасибо тебе большое|"
        "благодарю|благодарю вас|благодарю тебя|благодарствую|очень благодарен|очень благодарна|"
        "я благодарен|премного благодарен|спасибо за помощь|спасибо за ответ|благодарю за помощь|"
        "благодарю за ответ|спасибо за информацию|хорошо спасибо|понятно спасибо|ясно спасибо|"
        "ок спасибо|отлично спасибо|нет спасибо|спасибо всё|спасибо все|от души"
    ),
    SmallTalk.PRAISE: (
        "молодец|умница|умничка|отлично|супер|класс|классно|круто|здорово|прекрасно|великолепно|"
        "замечательно|превосходно|хорошо|очень хорошо|браво|вау|ты молодец|вы молодец|вы молодцы|"
        "ты умный|вы умный|ты умница|ты лучший|ты супер|ты крутой|хороший ответ|отличный ответ|"
        "хороший бот|мне нравится|ты мне нравишься|люблю тебя|я тебя люблю|полезно|очень полезно|"
        "это полезно|идеально|хорошая работа|отличная работа"
    ),
    SmallTalk.COMPLAINT: (
        "дурак|ты дурак|идиот|ты идиот|тупой|ты тупой|тупой бот|глупый|ты глупый|глупый бот|"
        "бестолковый|ты бестолковый|бесполезно|бесполезный|ты бесполезный|ты бесполезен|плохо|"
        "очень плохо|плохой бот|плохой ответ|ужасно|ужас|неправильно|неверно|неправда|это неверно|"
        "это неправильно|ты неправ|вы неправы|ты ошибся|вы ошиблись|ты ошибаешься|ошибка|чушь|"
        "бред|ерунда|фигня|заткнись|замолчи|отстань|уйди|ненавижу тебя|я тебя ненавижу|не то|"
        "я не это спрашивал|я не об этом|мусор|отстой"
    ),
    SmallTalk.ACKNOWLEDGEMENT: (
        "ок|окей|ладно|да|нет|ага|угу|понятно|понял|поняла|ясно|всё понятно|все понятно|всё ясно|"
        "все ясно|интересно|конечно|точно|верно|согласен|согласна|хм|ммм|эм|ой|ого|ха|хаха|ахаха|"
        "лол|ничего|неважно|не важно|не надо|больше ничего|это всё|это все|больше нет вопросов|"
        "тест|тестирую|проверка|проверка связи|просто проверка|просто тест|это тест|раз два три|"
        "пожалуйста|извините|извини|простите|прости"
    ),
    SmallTalk.FAREWELL: (
        "пока|пока пока|до свидания|досвидания|до свиданья|до встречи|до завтра|до скорого|"
        "до скорой встречи|прощай|прощайте|увидимся|всего доброго|всего хорошего|всех благ|"
        "хорошего дня|хорошего вечера|доброго вечера|удачи|счастливо|бывай|бывайте|спасибо пока|"
        "спасибо до свидания|мне пора|выход"
    ),
}
