namespace ShareBroker.Policies.Rendering;

/// <summary>One block of a page. Texts are plain: each writer escapes them. A closed family.</summary>
internal abstract record PageBlock
{
    private PageBlock()
    {
    }

    public sealed record Heading(string Text) : PageBlock;

    public sealed record Paragraph(string Text) : PageBlock;

    public sealed record Bullets(IReadOnlyList<string> Items) : PageBlock;

    /// <summary>A cell may be a link: <see cref="PageLink"/> tells where to.</summary>
    public sealed record Table(IReadOnlyList<string> Headers, IReadOnlyList<IReadOnlyList<PageLink>> Rows) : PageBlock;
}
