//! Work on every core.

/// Does the same with each of many things, on every core, and gives the results in their order.
pub(crate) fn in_parallel<T: Sync, R: Send>(things: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let work = &work;
    std::thread::scope(|scope| {
        let share = things.len().div_ceil(cores).max(1);
        let running: Vec<_> = things
            .chunks(share)
            .map(|chunk| scope.spawn(move || chunk.iter().map(work).collect::<Vec<R>>()))
            .collect();
        let results = running.into_iter();
        results
            .flat_map(|it| it.join().expect("the work of a thread ends"))
            .collect()
    })
}
