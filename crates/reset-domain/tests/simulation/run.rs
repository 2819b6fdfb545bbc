//! One run: a storm, the calm after it, and everybody gets in.

use std::collections::HashSet;

use reset_domain::Policy;
use reset_domain::model::{Credentials, Message};
use reset_domain::ports::Clock;
use reset_domain::testing::{Isolation, Tables};
use time::Duration;

use crate::abstraction;
use crate::acts::{Act, Done, Operation, Typed};
use crate::choice::choose;
use crate::luck::Luck;
use crate::oracle::{Oracle, Violation};
use crate::schedule::{Schedule, Step};
use crate::town::Town;

/// How many calls are under way at most.
const CROWD: usize = 10;

/// What a run came to.
pub(crate) struct Report {
    /// How many steps it took.
    pub(crate) steps: u64,
    /// What it saw that must not be.
    pub(crate) violation: Option<Violation>,
}

/// A run of one seed.
pub(crate) struct Run<'a> {
    luck: Luck,
    town: Town,
    schedule: Schedule,
    oracle: Oracle,
    kept: Tables,
    steps: u64,
    begun: u64,
    states: &'a mut HashSet<u64>,
    tell: bool,
}

impl<'a> Run<'a> {
    /// Sets the scene. With `tell`, each step is printed.
    pub(crate) fn new(seed: u64, states: &'a mut HashSet<u64>, tell: bool) -> Self {
        let luck = Luck::seeded(seed);
        let isolation = match seed % 4 {
            0 => Isolation::OneByOne,
            _ => Isolation::ReadCommitted,
        };
        let town = Town::new(&luck, isolation);
        let kept = town.tables();
        let oracle = Oracle::new(&town, &kept);
        Self { luck, town, schedule: Schedule::default(), oracle, kept, steps: 0, begun: 0, states, tell }
    }

    /// Runs it: so many steps of storm, and then to the end.
    pub(crate) fn run(mut self, storm: u64) -> Report {
        let violation = self.play(storm).err();
        Report { steps: self.steps, violation }
    }

    fn play(&mut self, storm: u64) -> Result<(), Violation> {
        self.town.weather.storm();
        while self.steps < storm {
            self.let_time_pass();
            self.cut_off();
            if self.schedule.len() < CROWD && self.luck.one_in(3) {
                self.begin_something();
            }
            if !self.step()? {
                self.begin_something();
            }
        }
        self.town.weather.calm();
        self.settle()?;
        self.oracle.all_letters_came_to_an_end(&self.kept)?;
        self.everybody_gets_in()
    }

    /// The clock moves on its own, most of the time by little.
    fn let_time_pass(&mut self) {
        if !self.luck.one_in(24) {
            return;
        }
        let by = match self.luck.below(100) {
            0..50 => Duration::milliseconds(200),
            50..70 => Duration::seconds(6),
            70..84 => Duration::seconds(70),
            84..94 => Duration::minutes(6),
            94..98 => Duration::minutes(31),
            98 => Duration::hours(2),
            _ => Duration::hours(13),
        };
        self.town.clock.advance(by);
    }

    /// Now and then a call is cut off, and more rarely everything that runs.
    fn cut_off(&mut self) {
        if self.luck.one_in(150) {
            self.schedule.cut_off(&self.luck);
        }
        if self.luck.one_in(1_500) {
            self.schedule.cut_off_all();
        }
    }

    fn begin_something(&mut self) {
        if let Some(act) = choose(&self.luck, &self.town, &self.kept, self.begun) {
            self.begin(act);
        }
    }

    fn begin(&mut self, act: Act) {
        self.begun += 1;
        if self.tell {
            println!("{:6}  begins: {act:?}", self.steps);
        }
        if let Act::Change { who, new, .. } = &act {
            // Known before it is certain: a reply may be lost.
            self.town.people[*who].chosen.push(new.clone());
        }
        let began = self.oracle.moment(&self.kept, &self.town);
        let service = self.town.service.clone();
        self.schedule.begin(act.clone(), began, act.perform(service));
    }

    /// One step, and a look at what it changed. `false` when nobody had anything to do.
    fn step(&mut self) -> Result<bool, Violation> {
        let step = self.schedule.step(&self.luck);
        if matches!(step, Step::Idle) {
            return Ok(false);
        }
        self.steps += 1;
        let tables = self.town.tables();
        if tables.commits != self.kept.commits {
            let call = match &step {
                Step::WentOn(nth) => self.schedule.call(*nth),
                Step::Over(call, _) => call,
                Step::Idle => return Ok(false),
            };
            let before = std::mem::replace(&mut self.kept, tables);
            if self.tell {
                println!("{:6}  kept by: {:?}", self.steps, call.act);
            }
            self.oracle.kept(&before, &self.kept, call, &self.town)?;
            let crowd = self.schedule.calls().map(|call| &call.act);
            self.states.insert(abstraction::of(&self.kept, crowd, &self.town));
        }
        self.oracle.letters(&self.town)?;
        if let Step::Over(call, done) = step {
            if self.tell {
                println!("{:6}  over: {:?}: {done:?}", self.steps, call.act);
            }
            self.oracle.over(&call, &done, &self.kept, &self.town)?;
            self.learn(&call.act, done);
        }
        Ok(true)
    }

    /// People remember what their browsers were given.
    fn learn(&mut self, act: &Act, done: Done) {
        match (act, done) {
            (Act::SignIn(typed), Done::SignedIn(opened)) => {
                let person = &mut self.town.people[typed.who];
                person.sessions.push(opened.token);
                person.device = opened.device.or(person.device.take());
            }
            (Act::Change { who, .. }, Done::Changed(token))
            | (Act::Confirm { who, .. }, Done::Renewed(token)) => {
                self.town.people[*who].sessions.push(token);
            }
            _ => {}
        }
    }

    /// Finishes what is under way, and works until nothing is left to do.
    fn settle(&mut self) -> Result<(), Violation> {
        match self.work_until(|_, _| false)? {
            Ended::NothingLeft => Ok(()),
            Ended::AsWished | Ended::Never => Err(Violation::new("the worker never comes to an end")),
        }
    }

    /// Finishes what is under way, and works until there is what was waited for.
    fn work_until(&mut self, wished: impl Fn(&Town, &Tables) -> bool) -> Result<Ended, Violation> {
        while self.step()? {}
        for _ in 0..MOST_ROUNDS {
            if wished(&self.town, &self.kept) {
                return Ok(Ended::AsWished);
            }
            for act in [Act::Consider, Act::Deliver { at_once: 1 }] {
                self.begin(act);
            }
            while self.step()? {}
            if !self.kept.intake.is_empty() {
                continue;
            }
            let Some(at) = self.kept.outbox.values().filter_map(Message::claimable_at).min() else {
                let is_there = wished(&self.town, &self.kept);
                return Ok(if is_there { Ended::AsWished } else { Ended::NothingLeft });
            };
            self.town.clock.advance((at - self.town.clock.now()).max(Duration::ZERO));
        }
        Ok(Ended::Never)
    }

    /// Whatever strangers, scanners and storms have done: whoever reads their mail gets in,
    /// at the latest when three temporary passwords have expired whose letters were lost.
    fn everybody_gets_in(&mut self) -> Result<(), Violation> {
        for who in 0..self.town.people.len() {
            let (username, account) = (self.town.people[who].username, self.town.people[who].account);
            for operation in [(Operation::ResumeAccount, account), (Operation::ResumeUser, username)] {
                self.do_at_once(Act::Operate(operation.0, operation.1))?;
            }
            if !self.gets_in(who)? {
                self.town.clock.advance(Policy::LONGEST_TEMPORARY_LIFE);
                if !self.gets_in(who)? {
                    return Err(Violation::new(format!("{username} read the mail and did not get in")));
                }
            }
        }
        Ok(())
    }

    /// Somebody asks, follows, and types what the mailbox holds.
    fn gets_in(&mut self, who: usize) -> Result<bool, Violation> {
        let (username, account) = (self.town.people[who].username, self.town.people[who].account);
        let (links, temporary) = self.mail(who);
        let (links, temporary) = (links.len(), temporary.len());
        self.do_at_once(Act::Ask { account, username })?;
        self.work_until(|town, _| links < town.people[who].mail(&town.post).0.len())?;
        let Some(link) = self.mail(who).0.get(links..).and_then(<[_]>::last).cloned() else {
            return Err(Violation::new(format!("{username} asked and got no link")));
        };
        self.begin(Act::Follow { link });
        self.work_until(|town, _| temporary < town.people[who].mail(&town.post).1.len())?;
        let stays = self.town.people[who].sessions.len();
        // The newest counts; where three were live already, one of them does.
        for password in self.mail(who).1.into_iter().rev().take(1 + Credentials::MOST_TEMPORARY) {
            let from = self.town.people[who].at_home();
            self.do_at_once(Act::SignIn(Typed {
                who,
                username,
                password,
                device: None,
                session: None,
                from,
            }))?;
            if stays < self.town.people[who].sessions.len() {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// One call, from its beginning to its end.
    fn do_at_once(&mut self, act: Act) -> Result<(), Violation> {
        self.begin(act);
        while self.step()? {}
        Ok(())
    }

    fn mail(&self, who: usize) -> (Vec<String>, Vec<String>) {
        self.town.people[who].mail(&self.town.post)
    }
}

/// More rounds than any backlog needs.
const MOST_ROUNDS: usize = 1_000;

/// How working ended.
enum Ended {
    /// There is what was waited for.
    AsWished,
    /// Nothing is owed any more.
    NothingLeft,
    /// Never.
    Never,
}
