using Microsoft.EntityFrameworkCore;

namespace Collab.Postgres.Schema;

/// <summary>The whole schema, the store's tables and the catalogue's, in one line of migrations.</summary>
public sealed class CollabDbContext(DbContextOptions<CollabDbContext> options) : DbContext(options)
{
    // Names are compared byte by byte, whatever language the database was made for.
    private const string Ordinal = "C";

    /// <summary>The server's list of documents.</summary>
    public DbSet<CatalogEntry> Catalog => Set<CatalogEntry>();

    /// <summary>The images of documents.</summary>
    public DbSet<FileRow> Files => Set<FileRow>();

    /// <summary>The server's links for sharing.</summary>
    public DbSet<ShareLinkEntry> ShareLinks => Set<ShareLinkEntry>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<DocumentRow>(document =>
        {
            // Every append updates its documents' rows: room on the page keeps the new version there (HOT), off the indexes.
            document.ToTable("documents").HasStorageParameter("fillfactor", 70);
            document.HasKey(row => row.Id).HasName("pk_documents");
            document.HasIndex(row => row.Name).IsUnique().HasDatabaseName("ux_documents_name");
            document.Property(row => row.Id).HasColumnName("id").UseIdentityAlwaysColumn();
            document.Property(row => row.Name).HasColumnName("name").UseCollation(Ordinal);
            document.Property(row => row.NextSequence).HasColumnName("next_seq").HasDefaultValue(1L);
            document.Property(row => row.CheckpointSequence).HasColumnName("checkpoint_seq").HasDefaultValue(0L);
            document.Property(row => row.StoredBytes).HasColumnName("stored_bytes").HasDefaultValue(0L);
            document.Property(row => row.CreatedAt).HasColumnName("created_at").HasDefaultValueSql("now()");
        });

        modelBuilder.Entity<UpdateRow>(update =>
        {
            // No foreign key: it would look the document up once a row, and all that write here hold the document's lock.
            update.ToTable("updates");
            update.HasKey(row => new { row.DocumentId, row.Sequence }).HasName("pk_updates");
            update.Property(row => row.DocumentId).HasColumnName("document_id");
            update.Property(row => row.Sequence).HasColumnName("seq");
            update.Property(row => row.Crc).HasColumnName("crc");
            update.Property(row => row.Payload).HasColumnName("payload");
        });

        modelBuilder.Entity<CheckpointRow>(checkpoint =>
        {
            checkpoint.ToTable("checkpoints");
            checkpoint.HasKey(row => row.DocumentId).HasName("pk_checkpoints");
            checkpoint.HasOne<DocumentRow>().WithOne().HasForeignKey<CheckpointRow>(row => row.DocumentId)
                .OnDelete(DeleteBehavior.Cascade).HasConstraintName("fk_checkpoints_documents");
            checkpoint.Property(row => row.DocumentId).HasColumnName("document_id").ValueGeneratedNever();
            checkpoint.Property(row => row.Sequence).HasColumnName("seq");
            checkpoint.Property(row => row.Crc).HasColumnName("crc");
            checkpoint.Property(row => row.State).HasColumnName("state");
        });

        modelBuilder.Entity<PreviousCheckpointRow>(previous =>
        {
            // A table of its own: nodes of an older version go on loading and appending beside one that writes here.
            previous.ToTable("previous_checkpoints");
            previous.HasKey(row => row.DocumentId).HasName("pk_previous_checkpoints");
            previous.HasOne<DocumentRow>().WithOne().HasForeignKey<PreviousCheckpointRow>(row => row.DocumentId)
                .OnDelete(DeleteBehavior.Cascade).HasConstraintName("fk_previous_checkpoints_documents");
            previous.HasIndex(row => row.ReplacedAt).HasDatabaseName("ix_previous_checkpoints_replaced_at");
            previous.Property(row => row.DocumentId).HasColumnName("document_id").ValueGeneratedNever();
            previous.Property(row => row.Sequence).HasColumnName("seq");
            previous.Property(row => row.Crc).HasColumnName("crc");
            previous.Property(row => row.State).HasColumnName("state");
            previous.Property(row => row.ReplacedAt).HasColumnName("replaced_at");
            previous.Property(row => row.LogBytes).HasColumnName("log_bytes");
        });

        modelBuilder.Entity<CommitRow>(commit =>
        {
            commit.ToTable("commits").HasStorageParameter("fillfactor", 50);
            commit.HasKey(row => row.Writer).HasName("pk_commits");
            commit.Property(row => row.Writer).HasColumnName("writer").ValueGeneratedNever();
            commit.Property(row => row.Number).HasColumnName("number");
            commit.Property(row => row.Sequences).HasColumnName("sequences");
            commit.Property(row => row.CommittedAt).HasColumnName("committed_at");
        });

        modelBuilder.Entity<CatalogEntry>(entry =>
        {
            entry.ToTable("catalog");
            entry.HasKey(row => row.Name).HasName("pk_catalog");
            entry.Property(row => row.Name).HasColumnName("name").UseCollation(Ordinal);
            entry.Property(row => row.Sequence).HasColumnName("seq");
            entry.Property(row => row.Kind).HasColumnName("kind");
            entry.Property(row => row.Title).HasColumnName("title");
            entry.Property(row => row.CreatedAt).HasColumnName("created_at");
            entry.Property(row => row.UpdatedAt).HasColumnName("updated_at");
            entry.Property(row => row.Folder).HasColumnName("folder").HasDefaultValue("");
            entry.Property(row => row.IsStarred).HasColumnName("starred").HasDefaultValue(false);
            entry.Property(row => row.TrashedAt).HasColumnName("trashed_at");
            entry.Property(row => row.Thumbnail).HasColumnName("thumbnail");
            entry.Property(row => row.DeletedAt).HasColumnName("deleted_at");
        });

        modelBuilder.Entity<FileRow>(file =>
        {
            file.ToTable("files");
            file.HasKey(row => new { row.Document, row.Key }).HasName("pk_files");
            file.Property(row => row.Document).HasColumnName("document").UseCollation(Ordinal);
            file.Property(row => row.Key).HasColumnName("key").UseCollation(Ordinal);
            file.Property(row => row.IsCounted).HasColumnName("counted");
            file.Property(row => row.Length).HasColumnName("length");
            file.Property(row => row.Content).HasColumnName("content");
        });

        modelBuilder.Entity<ShareLinkEntry>(link =>
        {
            link.ToTable("share_links");
            link.HasKey(row => row.Id).HasName("pk_share_links");
            link.HasIndex(row => row.Document).HasDatabaseName("ix_share_links_document");
            link.HasIndex(row => row.RevokedAt).HasDatabaseName("ix_share_links_revoked_at");
            link.Property(row => row.Id).HasColumnName("id").UseCollation(Ordinal);
            link.Property(row => row.Document).HasColumnName("document").UseCollation(Ordinal);
            link.Property(row => row.Right).HasColumnName("access_right");
            link.Property(row => row.CreatedAt).HasColumnName("created_at");
            link.Property(row => row.ExpiresAt).HasColumnName("expires_at");
            link.Property(row => row.RevokedAt).HasColumnName("revoked_at");
        });
    }
}
