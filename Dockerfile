# syntax=docker/dockerfile:1
# The server with its web app. Build: docker build -t collab .
# Run: docker run -p 127.0.0.1:8080:8080 -v collab-data:/data -e Collab__Access__Secret="$(openssl rand -base64 32)" collab
# The secret is what owners sign in with; the server does not start without, as it listens on all addresses of its container.

FROM node:22-bookworm-slim AS node

FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
# Node and npm build the web app; nothing of them is in the final image.
COPY --from=node /usr/local/bin/node /usr/local/bin/node
COPY --from=node /usr/local/lib/node_modules/npm /usr/local/lib/node_modules/npm
RUN ln -s ../lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm
WORKDIR /src

# What dependencies are restored from comes first, so that a change of sources finds them in the cache.
COPY global.json Directory.Build.props Directory.Packages.props BannedSymbols.txt .editorconfig .npmrc ./
COPY src/Collab.Core/Collab.Core.csproj src/Collab.Core/
COPY src/Collab.AspNetCore/Collab.AspNetCore.csproj src/Collab.AspNetCore/
COPY src/Collab.Postgres/Collab.Postgres.csproj src/Collab.Postgres/
COPY src/Collab.Server/Collab.Server.csproj src/Collab.Server/Web.targets src/Collab.Server/
RUN dotnet restore src/Collab.Server
COPY src/Collab.Web/package.json src/Collab.Web/package-lock.json src/Collab.Web/
RUN cd src/Collab.Web && npm ci --no-audit --no-fund

COPY src/ src/
RUN dotnet publish src/Collab.Server --configuration Release --no-restore --output /app

FROM mcr.microsoft.com/dotnet/aspnet:10.0
WORKDIR /app
COPY --from=build /app ./
RUN mkdir /data && chown "$APP_UID" /data
USER $APP_UID
ENV ASPNETCORE_HTTP_PORTS=8080 \
    Collab__DataDirectory=/data
VOLUME /data
EXPOSE 8080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=15s --timeout=10s --start-period=60s --retries=3 \
    CMD ["dotnet", "Collab.Server.dll", "health", "http://localhost:8080"]
ENTRYPOINT ["dotnet", "Collab.Server.dll"]
