using Collab.AspNetCore;
using EmbedInYourApp;
using Microsoft.AspNetCore.Authentication.Cookies;

var builder = WebApplication.CreateBuilder(args);

// The app's own sign-in: Collab asks nothing of it but that it tells who somebody is.
builder.Services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie(options =>
{
    options.LoginPath = "/sign-in.html";
    options.Cookie.SameSite = SameSiteMode.Strict;
});
builder.Services.AddAuthorization();

// Where documents are kept, and who may do what with them.
builder.Services.AddCollab()
    .UseFileStore(builder.Configuration["DataDirectory"] ?? Path.Combine(builder.Environment.ContentRootPath, "data"))
    .AddAuthorizer<TeamAuthorizer>();

var app = builder.Build();
app.UseStaticFiles();
app.MapSignIn();
app.MapNotes();

// Nobody opens a connection who is not signed in; what they may do then, TeamAuthorizer says for each document.
app.MapCollab("/sync/{**document}").RequireAuthorization();
app.Run();
