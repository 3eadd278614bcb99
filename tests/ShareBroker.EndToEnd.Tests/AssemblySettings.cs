// The demonstration uses every core and fixed folders: one after the other.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
