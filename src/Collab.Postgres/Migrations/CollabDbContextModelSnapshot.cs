using Collab.Postgres.Schema;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace Collab.Postgres.Migrations;

/// <summary>The model that the migrations add up to; a change of <see cref="CollabDbContext"/> without a migration shows as
/// a difference to it, and a test and the start refuse that.</summary>
[DbContext(typeof(CollabDbContext))]
internal sealed class CollabDbContextModelSnapshot : ModelSnapshot
{
    protected override void BuildModel(ModelBuilder modelBuilder)
    {
        modelBuilder.HasAnnotation("ProductVersion", "10.0.0").HasAnnotation("Relational:MaxIdentifierLength", 63);
        NpgsqlModelBuilderExtensions.UseIdentityByDefaultColumns(modelBuilder);

        modelBuilder.Entity("Collab.Postgres.Schema.DocumentRow", entity =>
        {
            var id = entity.Property<long>("Id").ValueGeneratedOnAdd().HasColumnType("bigint").HasColumnName("id");
            NpgsqlPropertyBuilderExtensions.UseIdentityAlwaysColumn(id);
            entity.Property<string>("Name").IsRequired().HasColumnType("text").HasColumnName("name").UseCollation("C");
            entity.Property<long>("NextSequence").ValueGeneratedOnAdd().HasColumnType("bigint").HasColumnName("next_seq")
                .HasDefaultValue(1L);
            entity.Property<long>("CheckpointSequence").ValueGeneratedOnAdd().HasColumnType("bigint")
                .HasColumnName("checkpoint_seq").HasDefaultValue(0L);
            entity.Property<long>("StoredBytes").ValueGeneratedOnAdd().HasColumnType("bigint").HasColumnName("stored_bytes")
                .HasDefaultValue(0L);
            entity.Property<DateTimeOffset>("CreatedAt").ValueGeneratedOnAdd().HasColumnType("timestamp with time zone")
                .HasColumnName("created_at").HasDefaultValueSql("now()");
            entity.HasKey("Id").HasName("pk_documents");
            entity.HasIndex("Name").IsUnique().HasDatabaseName("ux_documents_name");
            entity.ToTable("documents", (string)null);
            entity.HasAnnotation("Npgsql:StorageParameter:fillfactor", 70);
        });

        modelBuilder.Entity("Collab.Postgres.Schema.UpdateRow", entity =>
        {
            entity.Property<long>("DocumentId").HasColumnType("bigint").HasColumnName("document_id");
            entity.Property<long>("Sequence").HasColumnType("bigint").HasColumnName("seq");
            entity.Property<int>("Crc").HasColumnType("integer").HasColumnName("crc");
            entity.Property<byte[]>("Payload").IsRequired().HasColumnType("bytea").HasColumnName("payload");
            entity.HasKey("DocumentId", "Sequence").HasName("pk_updates");
            entity.ToTable("updates", (string)null);
        });

        modelBuilder.Entity("Collab.Postgres.Schema.CheckpointRow", entity =>
        {
            entity.Property<long>("DocumentId").HasColumnType("bigint").HasColumnName("document_id");
            entity.Property<long>("Sequence").HasColumnType("bigint").HasColumnName("seq");
            entity.Property<int>("Crc").HasColumnType("integer").HasColumnName("crc");
            entity.Property<byte[]>("State").IsRequired().HasColumnType("bytea").HasColumnName("state");
            entity.HasKey("DocumentId").HasName("pk_checkpoints");
            entity.ToTable("checkpoints", (string)null);
        });

        modelBuilder.Entity("Collab.Postgres.Schema.PreviousCheckpointRow", entity =>
        {
            entity.Property<long>("DocumentId").HasColumnType("bigint").HasColumnName("document_id");
            entity.Property<long>("Sequence").HasColumnType("bigint").HasColumnName("seq");
            entity.Property<int?>("Crc").HasColumnType("integer").HasColumnName("crc");
            entity.Property<byte[]>("State").HasColumnType("bytea").HasColumnName("state");
            entity.Property<DateTimeOffset>("ReplacedAt").HasColumnType("timestamp with time zone")
                .HasColumnName("replaced_at");
            entity.Property<long>("LogBytes").HasColumnType("bigint").HasColumnName("log_bytes");
            entity.HasKey("DocumentId").HasName("pk_previous_checkpoints");
            entity.HasIndex("ReplacedAt").HasDatabaseName("ix_previous_checkpoints_replaced_at");
            entity.ToTable("previous_checkpoints", (string)null);
        });

        modelBuilder.Entity("Collab.Postgres.Schema.CommitRow", entity =>
        {
            entity.Property<Guid>("Writer").HasColumnType("uuid").HasColumnName("writer");
            entity.Property<long>("Number").HasColumnType("bigint").HasColumnName("number");
            entity.Property<long[]>("Sequences").IsRequired().HasColumnType("bigint[]").HasColumnName("sequences");
            entity.Property<DateTimeOffset>("CommittedAt").HasColumnType("timestamp with time zone")
                .HasColumnName("committed_at");
            entity.HasKey("Writer").HasName("pk_commits");
            entity.ToTable("commits", (string)null);
            entity.HasAnnotation("Npgsql:StorageParameter:fillfactor", 50);
        });

        modelBuilder.Entity("Collab.Postgres.Schema.CatalogEntry", entity =>
        {
            entity.Property<string>("Name").HasColumnType("text").HasColumnName("name").UseCollation("C");
            entity.Property<long>("Sequence").HasColumnType("bigint").HasColumnName("seq");
            entity.Property<string>("Kind").IsRequired().HasColumnType("text").HasColumnName("kind");
            entity.Property<string>("Title").IsRequired().HasColumnType("text").HasColumnName("title");
            entity.Property<DateTimeOffset>("CreatedAt").HasColumnType("timestamp with time zone")
                .HasColumnName("created_at");
            entity.Property<DateTimeOffset>("UpdatedAt").HasColumnType("timestamp with time zone")
                .HasColumnName("updated_at");
            entity.Property<string>("Folder").IsRequired().ValueGeneratedOnAdd().HasColumnType("text").HasColumnName("folder")
                .HasDefaultValue("");
            entity.Property<bool>("IsStarred").ValueGeneratedOnAdd().HasColumnType("boolean").HasColumnName("starred")
                .HasDefaultValue(false);
            entity.Property<DateTimeOffset?>("TrashedAt").HasColumnType("timestamp with time zone")
                .HasColumnName("trashed_at");
            entity.Property<string>("Thumbnail").HasColumnType("text").HasColumnName("thumbnail");
            entity.Property<DateTimeOffset?>("DeletedAt").HasColumnType("timestamp with time zone")
                .HasColumnName("deleted_at");
            entity.HasKey("Name").HasName("pk_catalog");
            entity.ToTable("catalog", (string)null);
        });

        modelBuilder.Entity("Collab.Postgres.Schema.FileRow", entity =>
        {
            entity.Property<string>("Document").HasColumnType("text").HasColumnName("document").UseCollation("C");
            entity.Property<string>("Key").HasColumnType("text").HasColumnName("key").UseCollation("C");
            entity.Property<bool>("IsCounted").HasColumnType("boolean").HasColumnName("counted");
            entity.Property<long>("Length").HasColumnType("bigint").HasColumnName("length");
            entity.Property<byte[]>("Content").IsRequired().HasColumnType("bytea").HasColumnName("content");
            entity.HasKey("Document", "Key").HasName("pk_files");
            entity.ToTable("files", (string)null);
        });

        modelBuilder.Entity("Collab.Postgres.Schema.ShareLinkEntry", entity =>
        {
            entity.Property<string>("Id").HasColumnType("text").HasColumnName("id").UseCollation("C");
            entity.Property<string>("Document").IsRequired().HasColumnType("text").HasColumnName("document").UseCollation("C");
            entity.Property<string>("Right").IsRequired().HasColumnType("text").HasColumnName("access_right");
            entity.Property<DateTimeOffset>("CreatedAt").HasColumnType("timestamp with time zone")
                .HasColumnName("created_at");
            entity.Property<DateTimeOffset?>("ExpiresAt").HasColumnType("timestamp with time zone")
                .HasColumnName("expires_at");
            entity.Property<DateTimeOffset?>("RevokedAt").HasColumnType("timestamp with time zone")
                .HasColumnName("revoked_at");
            entity.HasKey("Id").HasName("pk_share_links");
            entity.HasIndex("Document").HasDatabaseName("ix_share_links_document");
            entity.HasIndex("RevokedAt").HasDatabaseName("ix_share_links_revoked_at");
            entity.ToTable("share_links", (string)null);
        });

        modelBuilder.Entity("Collab.Postgres.Schema.CheckpointRow", entity =>
            entity.HasOne("Collab.Postgres.Schema.DocumentRow", null).WithOne()
                .HasForeignKey("Collab.Postgres.Schema.CheckpointRow", "DocumentId")
                .OnDelete(DeleteBehavior.Cascade).IsRequired().HasConstraintName("fk_checkpoints_documents"));

        modelBuilder.Entity("Collab.Postgres.Schema.PreviousCheckpointRow", entity =>
            entity.HasOne("Collab.Postgres.Schema.DocumentRow", null).WithOne()
                .HasForeignKey("Collab.Postgres.Schema.PreviousCheckpointRow", "DocumentId")
                .OnDelete(DeleteBehavior.Cascade).IsRequired().HasConstraintName("fk_previous_checkpoints_documents"));
    }
}
