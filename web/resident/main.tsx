import '../ui/app.css'
